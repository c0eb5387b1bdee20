"""Evidence for each criterion, and comments of people of other projects."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from foundation.base.bots import BotGuard
from foundation.base.fields import LineField, LongField, MailField
from projects.hosting.models import Finding
from projects.hosting.services.commenting import Words
from projects.models import Project

EVIDENCE_LETTERS = 5000


class EvidenceField(LongField):
    """Needed to hand a review in, and not to keep what is written so far."""

    def validate(self, value: Any) -> None:
        """Nothing is missing yet."""


class EvidenceForm(forms.Form):
    """A field for each criterion of a review; all may be empty until it is handed in."""

    def __init__(self, data: Any = None, *, findings: Iterable[Finding]) -> None:
        super().__init__(data)
        self._keys = {f"evidence-{each.pk}": each.pk for each in findings}
        for each in findings:
            self.fields[f"evidence-{each.pk}"] = EvidenceField(
                label=each.criterion.name,
                help_text=each.criterion.text,
                max_length=EVIDENCE_LETTERS,
                rows=8,
                initial=each.evidence,
            )

    def ask_for_the_empty(self) -> None:
        """Say at each field that holds nothing that something is wanted there."""
        for name in self._keys:
            if not self.cleaned_data.get(name):
                self.add_error(name, _("Write how the project meets it."))

    def evidence(self) -> dict[int, str]:
        """What was written, by the key of the finding. Only after `is_valid()`."""
        return {pk: self.cleaned_data[name] for name, pk in self._keys.items()}


class CommentForm(BotGuard):
    """A word about another project's review. Who wrote it and the project are shown with it."""

    name = LineField(
        label=_("Full name"),
        max_length=150,
        autocomplete="name",
        help_text=_("Shown with the comment."),
    )
    email = MailField(
        label=_("E-mail"), help_text=_("Not shown. We write to it when the comment was read.")
    )
    role = LineField(
        label=_("Your part in that project"),
        max_length=120,
        required=False,
        help_text=_("Such as core reviewer. Shown with the comment."),
    )
    text = LongField(label=_("Comment"), max_length=5000)

    def __init__(self, data: Any = None, *, projects: QuerySet[Project]) -> None:
        super().__init__(data)
        self.fields["project"] = forms.ModelChoiceField[Project](
            projects,
            label=_("The project you come from"),
            empty_label=_("Choose a project"),
            help_text=_("Shown with the comment."),
            error_messages={"invalid_choice": _("Choose a project of the list.")},
        )
        self.order_fields(["stamp", "website", "name", "email", "project", "role", "text"])

    def words(self) -> Words:
        """What was written, as `services.comment` takes it. Only after `is_valid()`."""
        told = self.cleaned_data
        return {
            "project": told["project"],
            "name": told["name"],
            "email": told["email"].lower(),
            "role": told["role"],
            "text": told["text"],
        }
