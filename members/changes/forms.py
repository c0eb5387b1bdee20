"""What staff say when organisations are merged."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from members.changes import overlaps
from members.changes.models import Dismissal
from members.changes.services import Holds, When
from members.changes.services.merging import choosable
from members.models import NameKind, Organization


class OrganizationField(forms.CharField):
    """An organisation by its name, any name it had, or its address."""

    def clean(self, value: Any) -> Organization:
        typed = super().clean(value).strip()
        rows = Organization.objects.filter(name__iexact=typed)
        for found in (rows, rows.model.objects.filter(slug=typed.lower())):
            if row := found.first():
                return row
        raise forms.ValidationError(
            _("No organisation is called “%(typed)s”: write its whole name or its address."),
            code="unknown",
            params={"typed": typed},
        )


class PairForm(forms.Form):
    """Any two organisations, to be looked at side by side."""

    survivor = OrganizationField(label=_("The one that is kept"), max_length=120)
    loser = OrganizationField(label=_("The one that becomes a part of it"), max_length=120)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("survivor") and cleaned.get("survivor") == cleaned.get("loser"):
            self.add_error("loser", _("Choose two organisations: that is one."))
        return cleaned


class DismissForm(forms.ModelForm[Dismissal]):
    """Why two are not the same."""

    class Meta:
        model = Dismissal
        fields = ("why",)


class MergeForm(forms.Form):
    """Which facts are kept, and whose memberships, of two that are one."""

    name_kind = forms.ChoiceField(
        label=_("Its name becomes"), choices=NameKind, initial=NameKind.OTHER
    )
    is_public = forms.BooleanField(label=_("Tell the merger on the page"), required=False)
    on = forms.DateField(
        label=_("Merged on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Only when it is told on the page; empty if nobody knows."),
    )

    def __init__(self, data: Any, *, survivor: Organization, loser: Organization) -> None:
        super().__init__(data)
        self.overlaps = overlaps.between(survivor, loser)
        if self.overlaps:
            self.fields["holds"] = forms.ChoiceField(
                label=_("Both hold a tier at the same time. These memberships stay"),
                choices=[("", _("Choose")), *Holds.choices],
            )
        self.facts: list[str] = []
        for name in choosable():
            self._offer(name, getattr(survivor, name), getattr(loser, name))

    def _offer(self, name: str, ours: Any, theirs: Any) -> None:
        """A choice where both say something else; what one says alone needs none."""
        if not ours or not theirs or str(ours) == str(theirs):
            return
        fact: Any = Organization._meta.get_field(name)
        self.facts.append(name)
        self.fields[name] = forms.ChoiceField(
            label=str(fact.verbose_name),
            choices=[(Holds.SURVIVOR, _shown(ours)), (Holds.LOSER, _shown(theirs))],
            initial=Holds.SURVIVOR,
            widget=forms.RadioSelect,
        )

    def choices(self) -> dict[str, Any]:
        """What `services.merge` takes."""
        cleaned = self.cleaned_data
        return {
            "fields": {name: cleaned[name] for name in self.facts},
            "holds": cleaned.get("holds", ""),
            "name_kind": cleaned["name_kind"],
            "is_public": cleaned["is_public"],
            "when": When(on=cleaned["on"]),
        }


def _shown(value: Any) -> str:
    text = str(getattr(value, "name", value))
    return text if len(text) <= 200 else f"{text[:200]}…"
