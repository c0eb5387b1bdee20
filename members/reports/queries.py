"""What staff ask about the membership as of a day, and between two days. Nothing here changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import DateField, Min
from django.db.models.functions import Coalesce

from members import bridges, flow
from members.bridges import Line
from members.flow import Move
from members.models import Membership, Tier

# Further back the tables do not go.
MOST_YEARS = 25


@dataclass(frozen=True)
class Kept:
    """Of the members at the start of a year (by tier, then all), how many are there at its end.

    In whatever tier: who moves is kept. The running year ends on the day that is asked about.
    """

    year: int
    cells: list[tuple[int, int]]

    @property
    def rate(self) -> str:
        """Of all of them, as "97 %"; "–" for none."""
        start, still = self.cells[-1]
        return f"{100 * still / start:.0f} %" if start else "–"


def first_year(day: date) -> int:
    """The year of the first membership that is known, at most so many before `day`. One query."""
    first = Membership.objects.aggregate(
        day=Min(Coalesce("started_before", "span__startswith", output_field=DateField()))
    )["day"]
    return max(min(first or day, day).year, day.year - MOST_YEARS)


def between(first: date, last: date, tiers: Sequence[Tier]) -> tuple[list[Line], list[Move]]:
    """A line for each tier and one for all together, and the moves they come from. One query."""
    (moves,) = flow.moves([(first, last)])
    return [*(bridges.line(moves, tier) for tier in tiers), bridges.line(moves)], moves


def retention(day: date, since: int, tiers: Sequence[Tier]) -> list[Kept]:
    """For each year from `since` to that of `day`, the latest first. One query."""
    years = range(since, day.year + 1)
    pairs = [(date(year, 1, 1), min(date(year + 1, 1, 1), day)) for year in years]
    rows = zip(years, flow.moves(pairs), strict=True)
    kept = [Kept(year, _cells(moves, tiers)) for year, moves in rows]
    return [row for row in reversed(kept) if row.cells[-1][0]]


def _cells(moves: Sequence[Move], tiers: Sequence[Tier]) -> list[tuple[int, int]]:
    keys = [tier.pk for tier in tiers]
    return [*(_kept(moves, [key]) for key in keys), _kept(moves, keys)]


def _kept(moves: Sequence[Move], tiers: Sequence[int]) -> tuple[int, int]:
    there = [move for move in moves if move.before in tiers]
    still = sum(move.number for move in there if move.after is not None)
    return sum(move.number for move in there), still


def growth(day: date, since: int, tiers: Sequence[Tier]) -> dict[str, list[tuple[date, int]]]:
    """A line of members for each tier, with a point for each quarter up to `day`. One query."""
    days = [*(turn for turn in flow.turns(date(since, 1, 1), day) if turn != day), day]
    counts = flow.growth(days)
    return {
        tier.name: [(on, count.get(tier.slug, 0)) for on, count in zip(days, counts, strict=True)]
        for tier in tiers
    }
