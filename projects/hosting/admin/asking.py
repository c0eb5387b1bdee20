"""What staff are asked before something happens to an enquiry, a pilot or a review."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminDateWidget
from django.utils.translation import gettext_lazy as _

from foundation.base import clock, tokens, zones
from foundation.base.admin import ActionForm
from foundation.base.fields import LineField, LongField, MailField
from projects.hosting import mails
from projects.hosting.models import HostingRules
from projects.hosting.services import Ruling
from projects.models import Project, Stage

VOTES = ("votes_for", "votes_against", "votes_abstained")


class PilotForm(ActionForm):
    """Whether the project has a page already."""

    existing = forms.ModelChoiceField(
        Project.objects.exclude(stage__in=[Stage.CONFIRMED, Stage.MAINTENANCE]).filter(
            enquiry=None
        ),
        label=_("It is"),
        required=False,
        empty_label=_("A new project"),
        help_text=_("A page is made for a new one. One that is there becomes a pilot."),
    )

    def __init__(self, data: Any = None, *, rows: list[Any]) -> None:
        super().__init__(data, rows=rows)
        if len(rows) != 1:
            self.fields["existing"].disabled = True


class WriteForm(ActionForm):
    """What staff write to whoever asked. The token keeps a second click from writing it twice."""

    token = forms.CharField(widget=forms.HiddenInput, max_length=64, initial=tokens.secret)
    text = LongField(
        label=_("Message"),
        max_length=5000,
        help_text=_("Whoever asked gets a mail, and reads it on the page of the enquiry."),
    )


class BeginForm(ActionForm):
    """Who writes for the project."""

    name = LineField(label=_("Who writes for the project"), max_length=150)
    email = MailField(label=_("E-mail"), help_text=_("Gets the link to write at."))

    def __init__(self, data: Any = None, *, rows: list[Any]) -> None:
        super().__init__(data, rows=rows)
        known = mails.contact(rows[0]) if len(rows) == 1 else None
        if known:
            self.initial = {"name": known[0], "email": known[1]}


class NoteForm(ActionForm):
    """What the project is to add."""

    note = LongField(
        label=_("What is to be added"), max_length=5000, help_text=_("The project reads it.")
    )


class PublishForm(ActionForm):
    """Until when other projects comment."""

    until = forms.DateField(
        label=_("Comments until"), widget=AdminDateWidget, help_text=_("The last day, in UTC.")
    )

    def __init__(self, data: Any = None, *, rows: list[Any]) -> None:
        super().__init__(data, rows=rows)
        days = HostingRules.objects.current().comment_days
        self.initial = {"until": zones.day(clock.now()) + timedelta(days=days)}


class RulingForm(ActionForm):
    """A decision of the board: its day, the votes, conflicts of interest, the text."""

    decided_on = forms.DateField(
        label=_("Decided on"), widget=AdminDateWidget, help_text=_("The day of the meeting.")
    )
    votes_for = forms.IntegerField(label=_("For"), min_value=0, max_value=1000)
    votes_against = forms.IntegerField(label=_("Against"), min_value=0, max_value=1000)
    votes_abstained = forms.IntegerField(label=_("Abstained"), min_value=0, max_value=1000)
    conflicts = LongField(
        label=_("Conflicts of interest"),
        required=False,
        rows=2,
        help_text=_("Who had one and took no part. Only staff read this."),
    )
    text = LongField(
        label=_("Text"),
        rows=4,
        help_text=_("The project reads this. It cannot be changed afterwards."),
    )
    is_public = forms.BooleanField(
        label=_("Show it on the path of the project"), required=False, initial=True
    )

    def __init__(self, data: Any = None, *, rows: list[Any]) -> None:
        super().__init__(data, rows=rows)
        self.initial["decided_on"] = zones.day(clock.now())


class ExtensionForm(RulingForm):
    """Also the new deadline."""

    until = forms.DateField(label=_("More time until"), widget=AdminDateWidget)


def ruling(answers: dict[str, Any]) -> Ruling:
    """What the board decided, as the services take it."""
    return Ruling(**{name: answers[name] for name in Ruling.__dataclass_fields__})
