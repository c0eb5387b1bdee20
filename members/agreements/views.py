"""The register of agreements: who signed the Corporate Contributor Licence Agreement, and when."""

from collections import Counter

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from foundation.base import clock, zones
from foundation.base.caching import public_page
from members import finding, register
from members.agreements import queries
from members.forms import AgreementsForm
from members.register import Listing

A_PAGE = 100


@gzip_page
@public_page(minutes=1)
@require_safe
def agreements(request: HttpRequest) -> HttpResponse:
    """Who signed, when, with how many teams; `?q= &year= &sort=signed &page=`. At most 5 queries."""
    day = zones.day(clock.now())
    everybody = register.kept(day)
    supporters = everybody.supporters
    years = Counter(row.ccla_signed_on.year for row in supporters if row.ccla_signed_on)
    form = AgreementsForm(request.GET, years=years)
    form.full_clean()
    rows = _asked(supporters, form)
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    names = register.country_names(row.country for row in page)
    teams = queries.teams([row.pk for row in page], day)
    return render(request, "members/agreements.html", {
        "form": form,
        "asked": form.cleaned_data,
        "page": page,
        "rows": [
            (row, names[row.country] if row.country else "", teams.get(row.pk, 0)) for row in page
        ],
        "count": len(rows),
        "all": len(supporters),
        "tiers": {tier.slug: tier.name for tier in everybody.tiers},
        "years": [(str(year), years[year], "blue", f"?year={year}") for year in sorted(years)],
    }, status=422 if form.errors else 200)  # fmt: skip


def _asked(rows: list[Listing], form: forms.Form) -> list[Listing]:
    asked = form.cleaned_data
    if typed := asked.get("q"):
        found = finding.find(typed).names
        rows = [row for row in rows if row.pk in found]
    if year := asked.get("year"):
        rows = [row for row in rows if row.ccla_signed_on and str(row.ccla_signed_on.year) == year]
    if asked.get("sort") == "signed":
        rows = sorted(rows, key=lambda row: str(row.ccla_signed_on or ""), reverse=True)
    return rows
