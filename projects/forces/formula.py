"""How a score is made: documented on the page of every project, and tested.

Each measure of a force is put on a scale from 0 to 100 that grows with the logarithm, because going
from 10 contributors to 20 means as much as from 100 to 200. It is 0 for nothing and 100 at a fixed
point of reference, which is written beside it with the reason; more than that stays 100. Points of
reference are fixed, and not the largest project of the day, so that a score changes only when the
project does and can be compared with last year's. The score of a force is the mean of its measures
by their weights. A measure that is not known is left out and its weight shared by the others; a
force of which nothing is known has no score.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from math import log1p

# Written beside each score: what was reckoned by other rules is not compared without a word.
VERSION = "2022-1"

type Inputs = Mapping[str, int | None]


@dataclass(frozen=True, slots=True)
class Measure:
    """One number that a force is measured by. `full` is worth 100, `weight` its part in the score."""

    force: str
    name: str
    label: str
    weight: int
    full: int
    unit: str
    why: str


MEASURES = (
    Measure("users", "organizations", "Organisations that use it, at least", 60, 500, "organisations",
            "about as many as answer for the most used project of a large foundation"),
    Measure("users", "cores", "Cores in production, at least", 40, 40_000_000, "cores",
            "the cores that OpenStack ran in production in 2022"),
    Measure("ecosystem", "organizations", "Organisations tied to it or offering something", 60, 100, "organisations",
            "as many as this foundation had members in 2022"),
    Measure("ecosystem", "kinds", "Kinds of ties, of six", 20, 6, "kinds",
            "to fund, sponsor, ship, host, train and hire"),
    Measure("ecosystem", "offers", "Entries in the marketplace", 20, 50, "entries",
            "one for every second of these members"),
    Measure("developers", "contributors", "Contributors in twelve months", 50, 1_000, "contributors",
            "about as many as write the largest projects of our kind"),
    Measure("developers", "organizations", "Organisations they work for", 30, 100, "organisations",
            "as many as this foundation had members in 2022"),
    Measure("developers", "bus_factor", "People who wrote half of it", 20, 50, "people",
            "so many that no single team could turn it off"),
)  # fmt: skip


def of(force: str) -> list[Measure]:
    """The measures of one force."""
    return [measure for measure in MEASURES if measure.force == force]


def part(measure: Measure, value: int | None) -> float | None:
    """What `value` is worth on the scale of `measure`, 0 to 100; None when it is not known."""
    if value is None:
        return None
    return min(100.0, 100 * log1p(max(value, 0)) / log1p(measure.full))


def score(force: str, inputs: Inputs) -> int | None:
    """The score of a force, 0 to 100, from the values of its measures by name; None for no data."""
    parts = [(measure.weight, part(measure, inputs.get(measure.name))) for measure in of(force)]
    known = [(weight, value) for weight, value in parts if value is not None]
    if not known:
        return None
    mean = sum(weight * value for weight, value in known) / sum(weight for weight, _ in known)
    return int(Decimal(mean).quantize(Decimal(1), ROUND_HALF_UP))
