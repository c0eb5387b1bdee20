"""Whether the three are in balance, said in a sentence. The rules are rows of a table.

A rule compares two scores, or the part of a score that one measure gives ("developers.organizations"),
and fits when the first is higher than the second by its `gap` at least. Of those that fit the one that is
exceeded the most speaks; of equals the first.
"""

from dataclasses import dataclass
from typing import Any

from projects.forces import formula
from projects.forces.models import FORCES, Score

BALANCED = "The three forces are in balance."
SHARED = "Those we know of are in balance."
NOTHING = "None of the three has been counted yet."


@dataclass(frozen=True, slots=True)
class Rule:
    """Much of `high`, little of `low`."""

    high: str
    low: str
    gap: int
    says: str


RULES = (
    Rule("users", "developers.organizations", 25, "Many users, few employers of developers."),
    Rule("users", "developers", 20, "Many users, few developers."),
    Rule("users", "ecosystem", 20, "Many users, few organisations that sell, host or teach it."),
    Rule("ecosystem", "users", 20, "Many organisations offer it, few users are known."),
    Rule("ecosystem", "developers", 20, "Many organisations live from it, few people develop it."),
    Rule("developers", "users", 20, "Many developers, few known users."),
    Rule("developers", "ecosystem", 20, "Many developers, few organisations that sell, host or teach it."),
    Rule("developers", "developers.bus_factor", 30, "Many developers, but few of them write most of it."),
)  # fmt: skip
UNKNOWN = {
    "users": "Its users are not known yet.",
    "ecosystem": "Its ecosystem is not known yet.",
    "developers": "Its developers are not counted yet.",
}


def sentence(score: Score) -> str:
    """What the scores come to, in words."""
    unknown = [force for force in FORCES if score.of(force) is None]
    if len(unknown) == len(FORCES):
        return NOTHING
    missing = " ".join(UNKNOWN[force] for force in unknown)
    if len(unknown) == len(FORCES) - 1:
        return missing
    fits = [(_over(rule, score), rule) for rule in RULES]
    found = [(over, rule) for over, rule in fits if over is not None and over >= 0]
    if not found:
        return f"{SHARED} {missing}" if missing else BALANCED
    says = max(found, key=lambda pair: pair[0])[1].says
    return f"{says} {missing}".strip()


def _over(rule: Rule, score: Score) -> float | None:
    """By how much more than asked the first is higher than the second; None if one is unknown."""
    high, low = _value(rule.high, score), _value(rule.low, score)
    return None if high is None or low is None else high - low - rule.gap


def _value(key: str, score: Score) -> float | None:
    force, _dot, name = key.partition(".")
    if not name:
        return score.of(force)
    inputs: dict[str, Any] = score.inputs.get(force) or {}
    measure = next(row for row in formula.of(force) if row.name == name)
    return formula.part(measure, inputs.get(name))
