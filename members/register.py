"""The register: who is a member or supporting organisation on a day, read in three queries."""

import unicodedata
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from time import monotonic
from typing import Any, NamedTuple, cast

from django.db.models import Q
from django_countries import countries

from foundation.base import stamps
from members import naming, spans
from members.models import Membership, Organization, OrganizationName, Tier

SUPPORTER = "supporter"
# Registers that are kept: of the days asked last, each for so many seconds at most, because two
# who write at once may be numbered in another order than they are seen.
MOST_DAYS = 4
LASTS = 30
_shelf: "dict[date, tuple[stamps.Stamp, float, Register]]" = {}


class Listing(NamedTuple):
    """One organisation as lists show it. `tier` is a slug, `logo` a file; "" for none.

    `name` is what it was called on the day, and `now` what it is called since, if that is another.
    """

    pk: int
    name: str
    slug: str
    country: str
    industry: str
    website: str
    is_supporter: bool
    ccla_signed_on: date | None
    tier: str
    since: str
    is_new: bool
    logo: str
    now: str


class Held(NamedTuple):
    """What the memberships of one organisation come to on the day."""

    tier: str
    since: str
    begun: int | None


NOTHING = Held("", "", None)
COLUMNS = (
    *("pk", "name", "then__name", "then__until", "slug", "country", "industry", "website"),
    *("is_supporter", "ccla_signed_on", "ccla_ended_on", "logo"),
)


@dataclass(frozen=True)
class Register:
    """Members and supporters on `day`, by name; `tiers` in their order."""

    day: date
    tiers: list[Tier]
    listings: list[Listing] = field(repr=False)

    @cached_property
    def members(self) -> list[Listing]:
        return [row for row in self.listings if row.tier]

    @cached_property
    def supporters(self) -> list[Listing]:
        return [row for row in self.listings if row.is_supporter]

    @cached_property
    def of_members(self) -> "Register":
        """The same without those that only support."""
        return Register(self.day, self.tiers, self.members)

    def of(self, keys: Iterable[int]) -> list[Listing]:
        """The rows of these organisations, in their order."""
        places = self._places
        return [
            self.listings[place] for place in sorted(places[key] for key in keys if key in places)
        ]

    @cached_property
    def _places(self) -> dict[int, int]:
        return {row.pk: place for place, row in enumerate(self.listings)}

    def reckoned[Result](self, key: Hashable, reckon: Callable[[], Result]) -> Result:
        """What `reckon` makes of the same tables: once as long as this register is kept."""
        if key not in self._reckoned:
            self._reckoned[key] = reckon()
        return cast("Result", self._reckoned[key])

    @cached_property
    def _reckoned(self) -> dict[Hashable, object]:
        return {}

    @cached_property
    def new(self) -> int:
        """How many are new in the year of the day."""
        return sum(row.is_new for row in self.listings)

    def counts(self, column: str) -> list[tuple[str, int]]:
        """The values of `column` with how many organisations have it, the most frequent first."""
        if column not in self._counted:
            counted = Counter(getattr(row, column) for row in self.listings)
            counted.pop("", None)
            self._counted[column] = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
        return self._counted[column]

    @cached_property
    def _counted(self) -> dict[str, list[tuple[str, int]]]:
        return {}

    @cached_property
    def tier_counts(self) -> list[tuple[str, str, int]]:
        """Slug, name and number of members of each tier, then of the supporters."""
        held = Counter(row.tier for row in self.listings)
        rows = [(tier.slug, tier.name, held[tier.slug]) for tier in self.tiers]
        return [*rows, (SUPPORTER, "Supporting organisations", len(self.supporters))]


def on(day: date) -> Register:
    """Everybody known to hold a tier, or to stand under a CCLA, on `day`. Three queries."""
    tiers = list(Tier.objects.all())
    held = _held(day, {tier.pk: tier.slug for tier in tiers})
    known = Organization.objects.filter(
        Q(is_supporter=True) | Q(pk__in=Membership.objects.values("organization"))
    )
    rows = _once(naming.called(known, day).values_list(*COLUMNS))
    found = (_listing(row, held.get(row[0], NOTHING), day) for row in rows)
    return Register(day, tiers, [listing for listing in found if listing])


def _listing(row: tuple[Any, ...], held: Held, day: date) -> Listing | None:
    """The organisation of a row of COLUMNS on the day; None for one that is nothing to us then."""
    pk, name, then, _until, slug, country, industry, website, supporter, signed, ended, logo = row
    supports = supporter and spans.covers(signed, ended, day)
    if not held.tier and not supports:
        return None
    if not supports:
        signed = None  # not known yet, or over
    new = held.begun == day.year if held.tier else signed is not None and signed.year == day.year
    return Listing(
        *(pk, then or name, slug, country, industry, website, supports, signed),
        *(held.tier, held.since, new, logo, name if then else ""),
    )


def _once(rows: Iterable[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Each organisation once, by the name that was its next to end (see `naming.called`)."""
    every = list(rows)
    first: dict[int, date] = {}
    for pk, _name, _then, until, *_rest in every:
        if until is not None:
            first[pk] = min(first.get(pk, until), until)
    return [row for row in every if row[3] == first.get(row[0])] if first else every


def kept(day: date) -> Register:
    """The register of `day` as it was read last, as long as nothing it shows has changed.

    One query when it is, four when it is not. It is shared: nobody may change it.
    """
    stamp = stamps.of(Organization, OrganizationName, Membership, Tier)
    found = _shelf.get(day)
    if found is None or found[0] != stamp or found[1] < monotonic():
        found = _shelf[day] = (stamp, monotonic() + LASTS, on(day))
        while len(_shelf) > MOST_DAYS:
            # Another thread may have been faster.
            _shelf.pop(next(iter(_shelf)), None)
    return found[2]


def _held(day: date, slugs: dict[int, str]) -> dict[int, Held]:
    """By organisation: the tier on `day`, since when, and the year of its first membership."""
    rows = (
        Membership.objects.filter(Q(span__startswith__isnull=True) | Q(span__startswith__lte=day))
        .order_by("organization_id", "span")
        .values_list("organization_id", "tier_id", "span", "started_before", "ended_after")
    )
    held: dict[int, Held] = {}
    for pk, tier, span, known, ended in rows:
        begun = held[pk].begun if pk in held else spans.year_begun(span.lower, known)
        is_held = span.upper is None or day < span.upper
        if is_held and (known is None or known <= day) and (ended is None or day <= ended):
            held[pk] = Held(slugs[tier], spans.since(span.lower, known), begun)
        else:
            held[pk] = Held("", "", begun)
    return held


def country_names(codes: Iterable[str]) -> dict[str, str]:
    """The names of the countries with these codes."""
    return {code: _country(code) for code in set(codes)}


@cache
def _country(code: str) -> str:
    return countries.name(code)


def by_letter(rows: Sequence[Listing]) -> list[tuple[str, list[Listing]]]:
    """Rows in the order of their names as (first letter, rows); digits and signs under "#"."""
    letters: dict[str, list[Listing]] = {}
    for row in rows:
        letters.setdefault(_letter(row.name), []).append(row)
    return sorted(letters.items(), key=lambda pair: (pair[0] != "#", pair[0]))


def _letter(name: str) -> str:
    first = unicodedata.normalize("NFKD", name[:1])[:1].upper()
    return first if first.isalpha() else "#"
