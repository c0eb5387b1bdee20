"""The directory: members by tier, and the wall of supporting organisations."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import escape
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from foundation.base import clock, zones
from foundation.base.caching import public_page
from foundation.base.marks import monogram
from members import finding, register
from members.finding import Found
from members.forms import DayForm, DirectoryForm
from members.models import Tier
from members.register import SUPPORTER, Listing, Register

# The tiers whose marks are large enough for a second line.
TALKATIVE = 4


class Tile(NamedTuple):
    """What one organisation shows: its address, letters, name and a line below it."""

    slug: str
    letters: str
    name: str
    line: str
    tier: str


@dataclass(frozen=True)
class Group:
    """A tier with the members that were asked for."""

    tier: Tier
    tiles: list[Tile]
    total: int


@gzip_page
@public_page(minutes=1)
@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    """Who is a member and who supports, on a day; `?q= &tier= &country= &industry= &new=1 &as_of=`.

    An impossible filter is named and left aside (422); at most 4 queries.
    """
    today = zones.day(clock.now())
    day_form = DayForm(request.GET)
    day = (day_form.cleaned_data["as_of"] if day_form.is_valid() else None) or today
    everybody = register.on(day)
    form = DirectoryForm(request.GET, register=everybody)
    form.full_clean()
    context = _shown(everybody, form.cleaned_data)
    context |= {"form": form, "day": day, "is_today": day == today, "register": everybody}
    status = 422 if form.errors else 200
    return render(request, "members/directory.html", context, status=status)


def _shown(everybody: Register, asked: dict[str, Any]) -> dict[str, Any]:
    """The groups, the wall and how many there are, as asked."""
    found = finding.find(asked["q"]) if asked.get("q") else None
    wanted = _wanted(asked, found)
    tier = asked.get("tier", "")
    members = [row for row in everybody.members if wanted(row)]
    wall = [row for row in everybody.supporters if wanted(row)]
    groups = [
        Group(each, _tiles(each, members, found), total)
        for each, (_slug, _name, total) in zip(
            everybody.tiers, everybody.tier_counts(), strict=False
        )
        if tier in {"", each.slug}
    ]
    groups = [group for group in groups if group.tiles]
    wall = wall if tier in {"", SUPPORTER} else []
    member_count = sum(len(group.tiles) for group in groups)
    listed = member_count + len(wall)
    return {
        "groups": groups,
        "wall": _wall(wall),
        "member_count": member_count,
        "wall_count": len(wall),
        "listed": listed,
        "is_filtered": any(asked.values()),
        "is_close": found is not None and found.only_close and listed > 0,
        "asked": asked,
    }


def _wanted(asked: dict[str, Any], found: Found | None) -> Callable[[Listing], bool]:
    """Whether a row passes every filter but the tier."""
    tests: list[Callable[[Listing], bool]] = []
    if found is not None:
        tests.append(lambda row: row.pk in found.names)
    if country := asked.get("country"):
        tests.append(lambda row: row.country == country)
    if industry := asked.get("industry"):
        tests.append(lambda row: row.industry == industry)
    if asked.get("new"):
        tests.append(lambda row: row.is_new)
    return lambda row: all(test(row) for test in tests)


def _tiles(tier: Tier, members: Iterable[Listing], found: Found | None) -> list[Tile]:
    rows = [row for row in members if row.tier == tier.slug]
    countries = register.country_names(row.country for row in rows)
    also = found.names if found else {}
    return [
        Tile(
            row.slug,
            monogram(row.name),
            row.name,
            also.get(row.pk) or (countries[row.country] if tier.logo_size >= TALKATIVE else ""),
            tier.slug,
        )
        for row in rows
    ]


def _wall(rows: list[Listing]) -> SafeString:
    """The entries of the wall under their letters.

    Written here and not in the template: 431 rows cost 5 ms there and half of one here.
    """
    parts = []
    for letter, named in register.by_letter(rows):
        parts.append(f'<li class="wall__letter" aria-hidden="true">{escape(letter)}</li>')
        for row in named:
            name = escape(row.name, quote=False)
            dot = said = ""
            if row.tier:
                dot = f' class="dot dot--{row.tier}"'
                said = f'<span class="hidden"> ({row.tier} member)</span>'
            parts.append(f'<li><a href="/members/{row.slug}/"{dot}>{name}{said}</a></li>')
    return SafeString("".join(parts))
