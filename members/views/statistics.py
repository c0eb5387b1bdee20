"""How the membership grew, and who joined, moved and left: as far as it is known."""

from datetime import date, timedelta
from html import escape
from itertools import cycle
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from foundation.base import clock, moments, zones
from foundation.base.caching import public_page
from foundation.base.models import Figure
from members import bridges, flow, register
from members.forms import DayForm
from members.register import SUPPORTER, Register

# The first day of which the register knows more than a name or two.
RECORD_BEGINS = date(2021, 1, 1)
# A turn of a quarter closer to today than this is left out: two points there say nothing.
A_WHILE = timedelta(days=45)
# So many changes are told on a page.
A_PAGE = 100
MEMBERS_STATED = "members-count"
# The colours that bars of the tiers have in charts, in order.
COLOURS = ("blue", "gold", "ecosystem", "developers")


@gzip_page
@public_page(minutes=1)
@require_safe
def statistics(request: HttpRequest) -> HttpResponse:
    """All that was known by a day, `?as_of=2022-06-06`: growth, members by tier, country, industry.

    Seven queries; two while nothing changes. A day that is none gives 422 and the numbers of today.
    """
    today = zones.day(clock.now())
    form = DayForm(request.GET, auto_id="filter-%s")
    day = (form.cleaned_data["as_of"] if form.is_valid() else None) or today
    everybody = register.kept(day)
    context = _growth(everybody) | _of_the_day(everybody) | _of_the_year(everybody)
    context |= {"form": form, "day": day, "today": today}
    context |= _changes(request, everybody)
    context["day_in_words"] = moments.shown(day, "UTC")
    status = 422 if form.errors else 200
    return render(request, "members/statistics.html", context, status=status)


def _growth(everybody: Register) -> dict[str, Any]:
    """Known members at the turn of each quarter and on the day, beside what was stated by then."""
    days = [*flow.turns(RECORD_BEGINS, everybody.day - A_WHILE), everybody.day]
    found = everybody.reckoned("growth", lambda: flow.growth(days))
    counts = [sum(tiers.values()) for tiers in found]
    stated = list(Figure.objects.filter(key=MEMBERS_STATED, stated_on__lte=everybody.day))
    series = {"Known by name": list(zip(days, counts, strict=True))}
    series |= {
        f"Stated: {figure.source}": [(figure.stated_on, int(figure.value))] for figure in stated
    }
    return {"growth": series, "first": (days[0], counts[0]), "known": counts[-1], "stated": stated}


def _of_the_year(everybody: Register) -> dict[str, Any]:
    """The bridge from a year before `day` to it, and the moves from tier to tier."""
    day = everybody.day
    before = flow.a_year_before(day)
    (moves,) = everybody.reckoned("moves", lambda: flow.moves([(before, day)]))
    return {
        "bridge": bridges.steps(bridges.line(moves), before, day),
        "before": before,
        "passages": bridges.passages(moves, everybody.tiers),
    }


def _changes(request: HttpRequest, everybody: Register) -> dict[str, Any]:
    """A page of what had happened by the day, the latest first, and how much of it in its year."""
    day = everybody.day
    number = _page(request.GET.get("page", "1"))
    by_key = {tier.pk: tier for tier in everybody.tiers}

    def asked() -> flow.Changes:
        return flow.changes(day, by_key, most=A_PAGE, skip=A_PAGE * (number - 1))

    # Other pages are seldom read: only the first is kept.
    found = everybody.reckoned("changes", asked) if number == 1 else asked()
    pages = Paginator(range(found.number), A_PAGE)
    return {
        "changes": found,
        "written": SafeString("".join(map(_written, found.rows))),
        "page": pages.get_page(number),
        "year": day.year,
        "kinds": found.of_the_year,
    }


def _written(change: flow.Change) -> str:
    """A row of the table. Written here and not in the template: 100 rows cost 4 ms more there."""
    what = change.kind
    if change.kind == "moved":
        what = f"moved from {escape(str(change.before))}"
    now = f' <span class="source">now {escape(change.now)}</span>' if change.now else ""
    return (
        f'<tr><td data-label="When">{escape(change.when)}</td>'
        f'<th scope="row"><a href="/members/{change.slug}/">{escape(change.name)}</a>{now}</th>'
        f'<td data-label="What">{what}</td>'
        f'<td data-label="Tier"><span class="badge badge--{change.tier.slug}">'
        f'{escape(change.tier.name)}</span></td><td class="source">{escape(change.note)}</td></tr>'
    )


def _page(typed: str) -> int:
    """The page asked for; the first where it is none."""
    return int(typed) if typed.isdecimal() and 0 < len(typed) < 6 and int(typed) else 1


def _of_the_day(everybody: Register) -> dict[str, Any]:
    """Bars by tier, country and industry; each leads to the directory as of that day."""
    members = everybody.of_members
    names = register.country_names(row.country for row in members.listings)

    def url(**asked: str) -> str:
        query = urlencode(asked | {"as_of": everybody.day.isoformat()})
        return f"{reverse('members:directory')}?{query}"

    return {
        "member_count": len(members.listings),
        "by_tier": [
            (name, count, colour, url(tier=slug))
            for (slug, name, count), colour in zip(
                members.tier_counts, cycle(COLOURS), strict=False
            )
            if slug != SUPPORTER
        ],
        "by_country": [
            (names[code], count, "blue", url(country=code))
            for code, count in members.counts("country")
        ],
        "by_industry": [
            (name, count, "green", url(industry=name)) for name, count in members.counts("industry")
        ],
    }
