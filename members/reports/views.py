"""The membership in numbers for staff, and the register as of any day to take along."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.decorators import staff_member_required
from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from foundation.base import clock, zones
from foundation.base.admin import export
from members import bridges, register
from members.forms import DayForm
from members.models import Tier
from members.register import Register
from members.reports import money, queries
from members.reports.forms import ReportForm

MAY_SEE = "members.view_membership"
MAY_SEE_MONEY = "billing.view_entry"
COLUMNS = (
    *("Name", "Tier", "Since", "Country", "Industry", "Website", "Supporting organisation"),
    *("CCLA signed on", "Address", "Called now"),
)
# More bars than this say nothing that a table would not.
MOST_BARS = 15


@require_safe
@staff_member_required
@permission_required(MAY_SEE, raise_exception=True)
def report(request: HttpRequest) -> HttpResponse:
    """Who joined, left and moved between two days, growth, retention; `?since= &as_of= &tier=`.

    What cannot be read is said (422), and the usual days are shown. A fixed number of queries.
    """
    today = zones.day(clock.now())
    tiers = list(Tier.objects.all())
    form = ReportForm(request.GET, today=today, tiers=tiers)
    form.full_clean()
    first, day = form.days
    context = {
        **admin.site.each_context(request),
        "title": _("Membership in numbers"),
        "form": form,
        "first": first,
        "day": day,
        "tiers": tiers,
        **_between(form, tiers),
        **_years(day, tiers),
        **_seats(register.kept(day)),
        "revenue": money.revenue(day) if request.user.has_perm(MAY_SEE_MONEY) else None,
    }
    return render(request, "admin/reports/report.html", context, status=_status(form))


def _between(form: ReportForm, tiers: list[Tier]) -> dict[str, Any]:
    first, day = form.days
    lines, moves = queries.between(first, day, tiers)
    slug = form.cleaned_data.get("tier", "")
    chosen = next((line for line in lines if line.tier and line.tier.slug == slug), lines[-1])
    return {
        "lines": lines,
        "bridge": bridges.steps(chosen, first, day),
        "bridge_of": chosen.tier or _("All members"),
        "passages": bridges.passages(moves, tiers),
    }


def _years(day: date, tiers: list[Tier]) -> dict[str, Any]:
    since = queries.first_year(day)
    return {
        "growth": queries.growth(day, since, tiers),
        "retention": queries.retention(day, since, tiers),
    }


def _seats(everybody: Register) -> dict[str, Any]:
    """Where the members of the day sit, and what they do."""
    members = everybody.of_members
    countries, industries = members.counts("country"), members.counts("industry")
    names = register.country_names(code for code, _number in countries)
    return {
        "countries": [(names[code], number) for code, number in countries[:MOST_BARS]],
        "industries": [(name, number, "green") for name, number in industries[:MOST_BARS]],
        "more_countries": len(countries[MOST_BARS:]),
        "more_industries": len(industries[MOST_BARS:]),
    }


@require_safe
@staff_member_required
@permission_required(MAY_SEE, raise_exception=True)
def register_file(request: HttpRequest, kind: str) -> HttpResponseBase:
    """The register of a day (`?as_of=`) as CSV or XLSX: members and supporters by name."""
    form = DayForm(request.GET)
    if kind not in export.KINDS or not form.is_valid():
        raise Http404
    day = form.cleaned_data["as_of"] or zones.day(clock.now())
    return export.file(f"register-{day}", COLUMNS, _lines(register.kept(day), kind), kind)


def _lines(everybody: Register, kind: str) -> Iterable[list[Any]]:
    names = register.country_names(row.country for row in everybody.listings if row.country)
    tiers = {tier.slug: tier.name for tier in everybody.tiers}
    for row in everybody.listings:
        cells = [
            *(row.name, tiers.get(row.tier, ""), row.since, names.get(row.country, "")),
            *(row.industry, row.website, row.is_supporter, row.ccla_signed_on, row.slug),
            row.now or row.name,
        ]
        yield [export.cell(value, kind) for value in cells]


def _status(form: ReportForm) -> int:
    return 422 if form.errors else 200
