"""The dry run: what the rules of terms would do on a day, to whom and why. Nothing is done."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, time
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminDateWidget
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.base import clock, zones
from foundation.base.admin import export
from members.dues import planning
from members.dues.planning import Deed, DeedKind

COLUMNS = ("What", "Organisation", "Tier", "Why", "Reached on", "Dues", "Currency")


class NightForm(forms.Form):
    """The day that is asked about; empty: today."""

    on = forms.DateField(
        label=gettext_lazy("On"),
        required=False,
        widget=AdminDateWidget,
        error_messages={"invalid": gettext_lazy("Write the day as 2022-11-01.")},
    )

    def clean_on(self) -> date | None:
        """A year that rules can count from and to."""
        day: date | None = self.cleaned_data["on"]
        if day is not None and not 1990 <= day.year <= 2200:
            raise forms.ValidationError(_("Choose a day between 1990 and 2200."), code="far")
        return day


def _asked(request: HttpRequest) -> tuple[NightForm, date]:
    today = zones.day(clock.now())
    form = NightForm(request.GET)
    day = form.cleaned_data["on"] if form.is_valid() else None
    return form, day or today


def _plan(day: date) -> list[Deed]:
    return planning.plan(zones.instant(day, time(23, 59), "UTC"))


def page(request: HttpRequest, context: dict[str, Any]) -> HttpResponseBase:
    """The deeds of the night by kind, with how many there are of each."""
    form, day = _asked(request)
    deeds = _plan(day)
    counts = Counter(deed.kind for deed in deeds)
    groups = [
        (kind, counts[kind], [deed for deed in deeds if deed.kind == kind])
        for kind in DeedKind
        if counts[kind]
    ]
    context |= {
        "title": _("What would happen tonight?"),
        "form": form,
        "day": day,
        "today": zones.day(clock.now()),
        "groups": groups,
        "number": len(deeds),
        "csv": reverse("admin:dues_termrule_tonight_csv") + "?" + urlencode({"on": str(day)}),
    }
    status = 422 if form.errors else 200
    return render(request, "admin/dues/tonight.html", context, status=status)


def file(request: HttpRequest) -> HttpResponseBase:
    """The deeds of the night, one a line."""
    _form, day = _asked(request)
    return export.file(f"tonight-{day}", COLUMNS, _lines(_plan(day)), "csv")


def _lines(deeds: Iterable[Deed]) -> Iterable[list[Any]]:
    for deed in deeds:
        membership, year = deed.membership, deed.year
        cells = [
            *(deed.what, membership.organization.name, membership.tier.name, deed.why),
            *(deed.reached, year.owed if year else None, year.currency if year else ""),
        ]
        yield [export.cell(value, "csv") for value in cells]
