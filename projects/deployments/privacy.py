"""What may be told of a count without telling of anybody in it.

From each count a secret number between 0 and 4 is taken away, the same for a cell in every round,
and the rest is rounded down to fives. What is told is therefore always true as "at least", and a
count of 5 looks like one of 13. What comes to less than the floor is not told, and nobody can see
whether such a cell has somebody in it or not: it may hold anything from 0 to `most_hidden`.

Totals and cells tell about each other. `bounds` reckons what somebody can conclude from all that is
told together; `suppressing` holds more cells back until nothing hidden is bounded too closely.
Where cores are told they are reckoned from what is told already, so they tell nothing more, and no
organisation is more than a fifth of such a figure: each bracket in it has five of them at least.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import NamedTuple

from django.utils.crypto import salted_hmac

STEP = 5
SALT = "projects.deployments"
# Of what is hidden at least so many values must remain possible.
POSSIBLE = 5
UNBOUNDED = 10**9


class Bound(NamedTuple):
    """What is known of a count: it lies between the two, both within."""

    low: int
    high: int

    @property
    def values(self) -> int:
        """How many numbers it may be."""
        return self.high - self.low + 1


class Rule[Cell: Hashable](NamedTuple):
    """The cells of `less` together never count more than those of `more` together."""

    less: Sequence[Cell]
    more: Sequence[Cell]


def taken_away(*cell: object) -> int:
    """The secret number of a cell, 0 to 4: nobody knows it who has not the site's secret key."""
    named = "\x1f".join(str(part) for part in cell)
    digest = salted_hmac(SALT, named, algorithm="sha256").digest()
    return int.from_bytes(digest[:8]) % STEP


def told(count: int, *, away: int, floor: int) -> int | None:
    """What is told of `count`: a multiple of five that is not above it, or None."""
    rounded = max(count - away, 0) // STEP * STEP
    return rounded if rounded >= max(floor, STEP) else None


def most_hidden(floor: int) -> int:
    """The largest count that may be hidden under `floor`."""
    least_told = -(-max(floor, STEP) // STEP) * STEP
    return least_told + STEP - 2


def known(shown: int | None, floor: int) -> Bound:
    """What a single cell tells by itself, shown or not."""
    if shown is None:
        return Bound(0, most_hidden(floor))
    return Bound(shown, shown + 2 * STEP - 2)


def bounds[Cell: Hashable](
    alone: Mapping[Cell, Bound], rules: Iterable[Rule[Cell]]
) -> dict[Cell, Bound]:
    """What follows for each cell from what all of them tell `alone` and the `rules` between them.

    Every rule narrows its cells until none has anything to add.
    """
    found, kept = dict(alone), list(rules)
    changed = True
    while changed:
        changed = False
        for rule in kept:
            changed = _narrow(found, rule) or changed
    return found


def _narrow[Cell: Hashable](found: dict[Cell, Bound], rule: Rule[Cell]) -> bool:
    """Apply one rule; returns whether it told something new."""
    spare = sum(found[cell].high for cell in rule.more) - sum(found[cell].low for cell in rule.less)
    new = {}
    for cell in rule.less:
        low, high = found[cell]
        new[cell] = Bound(low, min(high, low + spare))
    for cell in rule.more:
        low, high = found[cell]
        new[cell] = Bound(max(low, high - spare), high)
    if all(found[cell] == bound for cell, bound in new.items()):
        return False
    found.update(new)
    return True
