"""Whom somebody works for: found in the register by typing, kept as typed, or none."""

from difflib import SequenceMatcher
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, Value
from django.utils.translation import gettext_lazy as _

from foundation.base import search
from foundation.base.fields import LineField
from members import finding
from members.models import Organization
from members.people.services import Employer

AS_TYPED = "typed"
# How many organisations are offered when none is called exactly what was typed.
OFFERED = 6


class DayField(forms.DateField):
    """A day: browsers show a calendar; without one it is typed as 2019-05-17."""

    default_error_messages = {"invalid": _("Write the day as 2019-05-17: year, month, day.")}

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        super().__init__(widget=widget, input_formats=["%Y-%m-%d"], **kwargs)

    def clean(self, value: Any) -> Any:
        """The day; one nobody can mean is refused."""
        day = super().clean(value)
        if day is not None and day.year < 1940:
            raise ValidationError(_("Look at the year."), code="year")
        return day


class EmployerForm(forms.Form):
    """Mixin: the fields of an employer. What is typed is looked for among all names, old ones too;
    when it is none of them but like some, the form asks which, once."""

    organization = LineField(
        label=_("Organisation"),
        max_length=150,
        required=False,
        autocomplete="organization",
        help_text=_("Whom you work for or study with. Type its name."),
    )
    match = forms.ChoiceField(label=_("Which one is it?"), required=False, widget=forms.RadioSelect)
    nobody = forms.BooleanField(label=_("I work for no organisation"), required=False)
    title = LineField(
        label=_("Job title"), max_length=150, required=False, autocomplete="organization-title"
    )
    since = DayField(
        label=_("Since"), required=False, help_text=_("Leave it empty if you do not remember.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organization"].widget.attrs["list"] = "organizations"
        self.offers: list[tuple[str, str]] = []
        self.found: Organization | None = None
        typed = str(self.data.get(self.add_prefix("organization")) or "") if self.is_bound else ""
        if typed.strip():
            self._look(" ".join(typed.replace("\0", "").split()))

    def _look(self, typed: str) -> None:
        """The organisation of exactly that name, or else those to choose from."""
        folded = search.Folded(Value(typed[: search.LONGEST]))
        named = Q(search_text=folded) | Q(names__search_text=folded)
        self.found = Organization.objects.filter(named).order_by("pk").first()
        if self.found is not None:
            return
        like = finding.find(typed).names if len(typed) > 1 else {}
        rows = Organization.objects.filter(pk__in=like).values_list("pk", "name")
        nearest = sorted(rows, key=lambda row: (-_likeness(typed, row[1]), row[1]))[:OFFERED]
        if nearest:
            self.offers = [(str(pk), name) for pk, name in nearest]
            self.offers.append((AS_TYPED, f"{_('None of these')}: {typed}"))
            field = self.fields["match"]
            field.choices = self.offers  # type: ignore[attr-defined]
            field.required = True
            field.error_messages["required"] = _(
                "We know no organisation of exactly this name: choose one of these."
            )

    def clean(self) -> dict[str, Any]:
        """An organisation, or none: exactly one of the two."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        typed = given.get("organization", "")
        if typed and given.get("nobody"):
            self.add_error("nobody", _("Either name an organisation or say that there is none."))
        elif not typed and not given.get("nobody") and "organization" not in self.errors:
            self.add_error(
                "organization", _("Name an organisation, or tick that you work for none.")
            )
        return given

    def employer(self) -> Employer:
        """What was sent. Only after `is_valid()`."""
        given = self.cleaned_data
        days = {"since": given["since"], "last_day": given.get("last_day")}
        if given["nobody"]:
            return Employer(**days)
        chosen = given["match"]
        found = self.found
        if found is None and chosen and chosen != AS_TYPED:
            found = Organization.objects.get(pk=chosen)
        typed = "" if found else given["organization"]
        return Employer(found, typed, given["title"], **days)


def _likeness(typed: str, name: str) -> float:
    return SequenceMatcher(None, typed.casefold(), name.casefold()).ratio()


class AffiliationForm(EmployerForm):
    """One more affiliation, of today or of the past."""

    last_day = DayField(
        label=_("Until"), required=False, help_text=_("The last day. Empty while it lasts.")
    )


class EndForm(forms.Form):
    """The last day at an employer."""

    last_day = DayField(label=_("Last day"))
