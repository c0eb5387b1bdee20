"""How the membership grew, and who joined, moved and left: as far as it is known."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from foundation.base import clock, moments, zones
from foundation.base.caching import public_page
from foundation.base.models import Figure
from members import queries, register
from members.forms import DayForm
from members.queries import Change
from members.register import Register

# The first day of which the register knows more than a name or two.
RECORD_BEGINS = date(2021, 1, 1)
# A turn of a quarter closer to today than this is left out: two points there say nothing.
A_WHILE = timedelta(days=45)
MEMBERS_STATED = "members-count"
# The colours that bars of the tiers have in charts, in order.
COLOURS = ("blue", "gold", "ecosystem", "developers")


@gzip_page
@public_page(minutes=1)
@require_safe
def statistics(request: HttpRequest) -> HttpResponse:
    """Growth, and the members of any day by tier, country and industry; `?as_of=2022-06-06`.

    At most 6 queries. A day that is none gives 422 and the numbers of today.
    """
    today = zones.day(clock.now())
    form = DayForm(request.GET, auto_id="filter-%s")
    day = (form.cleaned_data["as_of"] if form.is_valid() else None) or today
    everybody = register.on(day)
    context = _growth(today) | _of_the_day(everybody)
    changes = queries.changes(today)
    context |= {"form": form, "day": day, "today": today, "changes": changes}
    context |= _of_the_year(changes, today.year) | {"day_in_words": moments.shown(today, "UTC")}
    status = 422 if form.errors else 200
    return render(request, "members/statistics.html", context, status=status)


def _growth(today: date) -> dict[str, Any]:
    """Known members at the turn of each quarter and today, beside what was stated in public."""
    days = [*_quarters(RECORD_BEGINS, today - A_WHILE), today]
    counts = [sum(tiers.values()) for tiers in queries.growth(days)]
    stated = list(Figure.objects.filter(key=MEMBERS_STATED, stated_on__lte=today))
    series = {"Known by name": list(zip(days, counts, strict=True))}
    series |= {
        f"Stated: {figure.source}": [(figure.stated_on, int(figure.value))] for figure in stated
    }
    return {"growth": series, "first": (days[0], counts[0]), "known": counts[-1], "stated": stated}


def _quarters(first: date, last: date) -> list[date]:
    """The first days of the quarters from `first` to `last`."""
    years = range(first.year, last.year + 1)
    firsts = [date(year, month, 1) for year in years for month in (1, 4, 7, 10)]
    return [day for day in firsts if first <= day <= last]


def _of_the_year(changes: list[Change], year: int) -> dict[str, Any]:
    """How many joined, moved and left in `year`, and how many of the joins have no day."""
    kinds = Counter(change.kind for change in changes if change.order.year == year)
    vague = sum(not change.is_exact for change in changes)
    return {"year": year, "kinds": kinds, "vague": vague}


def _of_the_day(everybody: Register) -> dict[str, Any]:
    """Bars by tier, country and industry; each leads to the directory as of that day."""
    members = Register(everybody.day, everybody.tiers, everybody.members)
    names = register.country_names(row.country for row in members.listings)

    def url(**asked: str) -> str:
        query = urlencode(asked | {"as_of": everybody.day.isoformat()})
        return f"{reverse('members:directory')}?{query}"

    return {
        "member_count": len(members.listings),
        "by_tier": [
            (name, count, colour, url(tier=slug))
            for (slug, name, count), colour in zip(members.tier_counts(), COLOURS, strict=False)
        ],
        "by_country": [
            (names[code], count, "blue", url(country=code))
            for code, count in members.counts("country")
        ],
        "by_industry": [
            (name, count, "green", url(industry=name)) for name, count in members.counts("industry")
        ],
    }
