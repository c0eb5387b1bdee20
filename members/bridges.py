"""From the members of one day to those of another: what came, what went, what moved.

Everything here is reckoned from `flow.moves`, so that start, changes and end always add up.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from foundation.base import moments
from foundation.base.charts import Step
from members.flow import Move
from members.models import Tier


@dataclass(frozen=True)
class Line:
    """One tier, or all together: how many at the start, what happened, how many at the end.

    `vague_in` and `vague_out` are those of whom nobody wrote down when they came or went.
    """

    tier: Tier | None
    start: int = 0
    joined: int = 0
    again: int = 0
    moved_in: int = 0
    moved_out: int = 0
    left: int = 0
    vague_in: int = 0
    vague_out: int = 0

    @property
    def end(self) -> int:
        """How many there are on the last day."""
        came = self.joined + self.again + self.moved_in + self.vague_in
        return self.start + came - self.moved_out - self.left - self.vague_out

    @property
    def cells(self) -> list[int]:
        """The numbers in the order of `HEADERS`."""
        known = [self.start, self.joined, self.again, self.moved_in, -self.moved_out, -self.left]
        return [*known, self.vague_in - self.vague_out, self.end]


def line(moves: Iterable[Move], tier: Tier | None = None) -> Line:
    """What `moves` come to for `tier`, or for all members together, among whom nobody moves."""
    counts: dict[str, int] = {}
    for move in moves:
        for name in _names(move, tier.pk if tier else None):
            counts[name] = counts.get(name, 0) + move.number
    return Line(tier, **counts)


def _names(move: Move, tier: int | None) -> list[str]:
    was = move.before is not None if tier is None else move.before == tier
    becomes = move.after is not None if tier is None else move.after == tier
    names = ["start"] if was else []
    if becomes and not was:
        came = {"again": "again", "vague": "vague_in"}.get(move.how, "joined")
        names.append(came if move.before is None else "moved_in")
    if was and not becomes:
        went = "vague_out" if move.how == "vague" else "left"
        names.append(went if move.after is None else "moved_out")
    return names


def steps(row: Line, first: date, last: date) -> list[Step]:
    """The line as the steps of a bridge from `first` to `last`; what did not happen is no step."""
    between = [
        Step(_("joined"), row.joined),
        Step(_("came back"), row.again),
        Step(_("moved in from another tier"), row.moved_in),
        Step(_("known only later"), row.vague_in),
        Step(_("moved to another tier"), -row.moved_out),
        Step(_("left"), -row.left),
        Step(_("not known any longer"), -row.vague_out),
    ]
    start = Step(moments.shown(first, "UTC"), row.start, is_whole=True)
    end = Step(moments.shown(last, "UTC"), row.end, is_whole=True)
    return [start, *(step for step in between if step.number), end]


def passages(moves: Sequence[Move], tiers: Sequence[Tier]) -> list[tuple[Tier, Tier, int]]:
    """From which tier to which how many moved, in the order of the tiers."""
    named = {tier.pk: tier for tier in tiers}
    return [
        (named[move.before], named[move.after], move.number)
        for move in moves
        if move.before and move.after and move.before != move.after
    ]
