"""What staff ask of a tax rule, and of the taxes of a period."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from foundation.base import clock, zones

from . import numbers
from .deciding import Buyer


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"})


class TryForm(forms.Form):
    """A buyer that may or may not exist, and a price."""

    price = forms.DecimalField(
        label=_("Listed price"), min_value=0, max_digits=10, decimal_places=2, initial=100
    )
    country = forms.ChoiceField(label=_("Country of the buyer"), required=False)
    is_business = forms.BooleanField(label=_("Buys for a business"), required=False)
    tax_number = forms.CharField(label=_("Tax number"), max_length=40, required=False)
    on = forms.DateField(label=_("On the day"), widget=_day())

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        names = [(code, str(name)) for code, name in countries]
        self.fields["country"].choices = [("", _("not said")), *names]  # type: ignore[attr-defined]
        self.fields["on"].initial = zones.day(clock.now())

    def clean(self) -> dict[str, Any]:
        """The number as the buyer's form would read it."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        try:
            self.number = numbers.read(cleaned.get("country", ""), cleaned.get("tax_number", ""))
        except ValidationError as refusal:
            self.add_error("tax_number", refusal)
        return cleaned

    def buyer(self) -> Buyer:
        """Who that is, to decide by."""
        answers = self.cleaned_data
        is_business = answers["is_business"] or bool(self.number.text)
        return Buyer(answers["country"], is_business, self.number.is_valid)


class PeriodForm(forms.Form):
    """From a day to a day, both included; this year up to today unless told."""

    first = forms.DateField(label=_("From"), widget=_day())
    last = forms.DateField(label=_("To"), widget=_day())

    def __init__(self, data: Any = None) -> None:
        today = zones.day(clock.now())
        self.usual = {"first": date(today.year, 1, 1), "last": today}
        super().__init__(data or None, initial=self.usual)

    def clean(self) -> dict[str, Any]:
        """A period ends after it begins."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors or cleaned["first"] <= cleaned["last"]:
            return cleaned
        raise ValidationError(_("The period ends before it begins."), code="order")

    def period(self) -> tuple[date, date]:
        """The two days; the usual ones while nothing valid was asked for."""
        days = self.cleaned_data if self.is_bound and self.is_valid() else self.usual
        return days["first"], days["last"]
