"""The directory: members by tier, and the wall of supporting organisations."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import Any, NamedTuple

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from foundation.base import clock, zones
from foundation.base.caching import public_page
from foundation.base.marks import monogram
from members import facets, finding, register
from members.finding import Found
from members.forms import DayForm, DirectoryForm
from members.models import Tier
from members.register import SUPPORTER, Listing, Register

# More than this are listed in pages.
A_PAGE = 600
# The tiers whose marks are large enough for a second line.
TALKATIVE = 4


class Tile(NamedTuple):
    """What one organisation shows: its address, logo or letters, name and a line below it."""

    slug: str
    letters: str
    name: str
    line: str
    tier: str
    logo: str


@dataclass(frozen=True)
class Group:
    """A tier with the members that were asked for: those of this page, how many, of how many."""

    tier: Tier
    tiles: list[Tile]
    asked: int
    total: int

    @property
    def written(self) -> SafeString:
        """The tiles as entries of a list. Written here and not in the template, as the wall is:
        600 of them cost 7 ms there and one here."""
        return SafeString("".join(map(_written, self.tiles)))


@gzip_page
@public_page(minutes=1)
@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    """Who is a member and who supports, on a day; `?q= &tier= &country= &industry= &new=1 &as_of=`.

    A long list comes in pages (`&page=2`): first the tiers in their order, then the supporters.
    An impossible filter is named and left aside (422). At most 5 queries; 1 while nothing changes.
    """
    today = zones.day(clock.now())
    day_form = DayForm(request.GET)
    day = (day_form.cleaned_data["as_of"] if day_form.is_valid() else None) or today
    everybody = register.kept(day)
    form = DirectoryForm(request.GET, register=everybody)
    form.full_clean()
    context = _shown(everybody, form, request.GET.get("page", ""))
    context |= {"form": form, "day": day, "is_today": day == today, "register": everybody}
    status = 422 if form.errors else 200
    return render(request, "members/directory.html", context, status=status)


def _shown(everybody: Register, form: DirectoryForm, page: str) -> dict[str, Any]:
    """The groups and the wall of a page, and how many there are, as asked."""
    asked = form.cleaned_data
    found = finding.find(asked["q"]) if asked.get("q") else None
    sifted = facets.sift(everybody, asked, found.names if found else None)
    form.count(sifted)
    tier = asked.get("tier", "")
    by_tier: dict[str, list[Listing]] = {}
    for row in sifted.rows if tier != SUPPORTER else []:
        by_tier.setdefault(row.tier, []).append(row)
    members = [row for each in everybody.tiers for row in by_tier.get(each.slug, [])]
    wall = [row for row in sifted.rows if row.is_supporter] if tier in {"", SUPPORTER} else []
    shown = Paginator(range(len(members) + len(wall)), A_PAGE).get_page(page)
    first, last = shown.start_index() - 1, shown.end_index()
    return {
        "groups": _groups(everybody, by_tier, members[max(first, 0) : last], found),
        "wall": _wall(wall[max(first - len(members), 0) : max(last - len(members), 0)]),
        "page": shown,
        "member_count": len(members),
        "wall_count": len(wall),
        "listed": len(members) + len(wall),
        "is_filtered": any(asked.values()),
        "is_close": found is not None and found.only_close and bool(members or wall),
        "asked": asked,
    }


def _groups(
    everybody: Register,
    asked: dict[str, list[Listing]],
    members: list[Listing],
    found: Found | None,
) -> list[Group]:
    totals = {slug: total for slug, _name, total in everybody.tier_counts}
    groups = [
        Group(tier, _tiles(tier, members, found), len(asked.get(tier.slug, [])), totals[tier.slug])
        for tier in everybody.tiers
    ]
    return [group for group in groups if group.tiles]


def _tiles(tier: Tier, members: Iterable[Listing], found: Found | None) -> list[Tile]:
    rows = [row for row in members if row.tier == tier.slug]
    countries = register.country_names(row.country for row in rows)
    also = found.names if found else {}
    talks = tier.logo_size >= TALKATIVE
    return [
        Tile(
            row.slug,
            monogram(row.name),
            row.name,
            _now(row) or also.get(row.pk) or (countries[row.country] if talks else ""),
            tier.slug,
            settings.MEDIA_URL + row.logo if row.logo else "",
        )
        for row in rows
    ]


def _now(row: Listing) -> str:
    """What it is called since."""
    return f"now {row.now}" if row.now else ""


def _written(tile: Tile) -> str:
    mark = f'<b aria-hidden="true">{escape(tile.letters)}</b>'
    if tile.logo:
        source = escape(tile.logo)
        mark = f'<img src="{source}" alt="" width="80" height="80" loading="lazy">'
    line = f"<i>{escape(tile.line, quote=False)}</i>" if tile.line else ""
    name = escape(tile.name, quote=False)
    return f'<li><a href="/members/{tile.slug}/">{mark}<span>{name}{line}</span></a></li>'


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
            now = f" <i>{escape(_now(row), quote=False)}</i>" if row.now else ""
            if row.tier:
                dot = f' class="dot dot--{row.tier}"'
                said = f'<span class="hidden"> ({row.tier} member)</span>'
            parts.append(f'<li><a href="/members/{row.slug}/"{dot}>{name}{now}{said}</a></li>')
    return SafeString("".join(parts))
