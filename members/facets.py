"""Filters of the directory, with how many there are of each choice when the others are applied."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from members.register import SUPPORTER, Listing, Register

type Test = Callable[[Listing], bool]


@dataclass
class Sifted:
    """The rows that pass every filter, and for each filter how many pass all the others."""

    rows: list[Listing] = field(default_factory=list)
    tier: Counter[str] = field(default_factory=Counter)
    country: Counter[str] = field(default_factory=Counter)
    industry: Counter[str] = field(default_factory=Counter)
    new: int = 0

    def count(self, name: str, row: Listing) -> None:
        """Count a row under its choices of the filter `name`."""
        if name == "tier":
            if row.tier:
                self.tier[row.tier] += 1
            if row.is_supporter:
                self.tier[SUPPORTER] += 1
        elif name == "new":
            self.new += row.is_new
        else:
            getattr(self, name)[getattr(row, name)] += 1


NAMES = ("tier", "country", "industry", "new")


def sift(
    register: Register, asked: Mapping[str, Any], found: Iterable[int] | None = None
) -> Sifted:
    """What of the register is asked for; `found` are the keys that a search led to."""
    tests = _tests(asked)
    sifted = Sifted()
    if not tests and found is None:
        return _whole(register)
    for row in register.listings if found is None else register.of(found):
        failed = [name for name, test in tests.items() if not test(row)]
        if not failed:
            sifted.rows.append(row)
            for name in NAMES:
                sifted.count(name, row)
        elif len(failed) == 1:
            sifted.count(failed[0], row)
    return sifted


def _tests(asked: Mapping[str, Any]) -> dict[str, Test]:
    tests: dict[str, Test] = {}
    if tier := asked.get("tier"):
        tests["tier"] = lambda row: row.is_supporter if tier == SUPPORTER else row.tier == tier
    if country := asked.get("country"):
        tests["country"] = lambda row: row.country == country
    if industry := asked.get("industry"):
        tests["industry"] = lambda row: row.industry == industry
    if asked.get("new"):
        tests["new"] = lambda row: row.is_new
    return tests


def _whole(register: Register) -> Sifted:
    """Nothing is asked: the numbers are those of the register itself."""
    tier = Counter({slug: number for slug, _name, number in register.tier_counts})
    country, industry = (Counter(dict(register.counts(name))) for name in ("country", "industry"))
    return Sifted(register.listings, tier, country, industry, register.new)
