"""What may be asked of the public lists of members."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.base import clock, search, zones

from .facets import Sifted
from .register import Register, country_names

# Before it no foundation of today was there, and a year before the first day of all is no day.
OLDEST = date(1900, 1, 1)


class DayForm(forms.Form):
    """The day a list is of; empty for today."""

    as_of = forms.DateField(
        label=_("As of"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": _("Write the day as 2022-06-06.")},
    )

    def clean_as_of(self) -> date | None:
        day: date | None = self.cleaned_data["as_of"]
        if day and day > zones.day(clock.now()):
            raise forms.ValidationError(_("That day has not come yet."), code="future")
        if day and day < OLDEST:
            raise forms.ValidationError(_("Nothing is known of a day so long ago."), code="past")
        return day


class SearchForm(forms.Form):
    """What somebody typed to find an organisation."""

    q = forms.CharField(
        label=_("Search by name"),
        required=False,
        error_messages={"null_characters_not_allowed": _("Type a name of letters.")},
    )

    def clean_q(self) -> str:
        typed: str = self.cleaned_data["q"]
        return typed[: search.LONGEST]


class DirectoryForm(DayForm, SearchForm):
    """Search and filters of the directory. Its choices carry how many there are of each."""

    tier = forms.ChoiceField(label=_("Tier"), required=False)
    country = forms.ChoiceField(label=_("Country"), required=False)
    industry = forms.ChoiceField(label=_("Industry"), required=False)
    new = forms.BooleanField(label=_("New this year"), required=False)

    def __init__(self, data: Any, *, register: Register) -> None:
        super().__init__(data, auto_id="filter-%s")
        countries = country_names(code for code, _number in register.counts("country"))
        self.names = {
            "tier": {slug: name for slug, name, _number in register.tier_counts},
            "country": dict(sorted(countries.items(), key=lambda pair: pair[1])),
            "industry": {name: name for name, _number in register.counts("industry")},
        }
        for name, named in self.names.items():
            field = cast("forms.ChoiceField", self.fields[name])
            field.choices = [("", _("All")), *named.items()]
            field.error_messages["invalid_choice"] = _("Nobody is listed under “%(value)s”.")

    def count(self, sifted: Sifted) -> None:
        """Say beside each choice how many there are; what would lead to nobody is left out."""
        self.new_count = sifted.new
        for name, named in self.names.items():
            counts: Counter[str] = getattr(sifted, name)
            chosen = self.cleaned_data.get(name)
            field = cast("forms.ChoiceField", self.fields[name])
            field.choices = [
                ("", _("All")),
                *(
                    (value, f"{label} ({counts[value]})")
                    for value, label in named.items()
                    if counts[value] or value == chosen
                ),
            ]

    @property
    def selects(self) -> list[forms.BoundField]:
        """The filters that are a choice of one."""
        return [self["tier"], self["country"], self["industry"]]


class AgreementsForm(SearchForm):
    """Search, year and order of the register of agreements."""

    year = forms.ChoiceField(label=_("Signed in"), required=False)
    sort = forms.ChoiceField(
        label=_("In order of"),
        required=False,
        choices=[("", _("Name")), ("signed", _("Date, latest first"))],
    )

    def __init__(self, data: Any, *, years: Mapping[int, int]) -> None:
        super().__init__(data, auto_id="filter-%s")
        year = cast("forms.ChoiceField", self.fields["year"])
        year.choices = [
            ("", _("Any year")),
            *((str(each), f"{each} ({years[each]})") for each in sorted(years, reverse=True)),
        ]
        for name in ("year", "sort"):
            self.fields[name].error_messages["invalid_choice"] = _(
                "Nothing is listed under “%(value)s”."
            )

    @property
    def selects(self) -> list[forms.BoundField]:
        """The filters that are a choice of one."""
        return [self["year"], self["sort"]]
