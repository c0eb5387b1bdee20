"""Days of memberships in words, as exact as they are known and no more (domain 1)."""

from datetime import date, timedelta

from foundation.base import moments

ONE_DAY = timedelta(days=1)


def since(earliest: date | None, known: date | None) -> str:
    """When something began that can have begun on `earliest` and had begun by `known`.

    Without `known`, `earliest` is the very day: "7 September 2021". Else as narrow as the two
    allow: "October 2021", "2022", "before 2021", "before 5 March 2021".
    """
    if known is None:
        return moments.shown(earliest, "UTC") if earliest else "not known"
    if earliest is None:
        return f"before {_round(known)}"
    return _between(earliest, known)


def until(end: date | None, known: date | None) -> str:
    """When something ended: `end` is the first day it was over, `known` a day it still held.

    Without `known` the day before `end` is the last: "31 December 2021". "" when there is no end.
    """
    if end is None:
        return ""
    last = end - ONE_DAY
    return moments.shown(last, "UTC") if known is None else _between(known, last)


def covers(first: date | None, last: date | None, day: date) -> bool:
    """Whether `day` lies from `first` to `last`, both days included; None is open."""
    return (first is None or first <= day) and (last is None or day <= last)


def year_begun(earliest: date | None, known: date | None) -> int | None:
    """The year in which it began, where that much is known."""
    if known is None:
        return earliest.year if earliest else None
    return known.year if earliest and earliest.year == known.year else None


def _between(first: date, last: date) -> str:
    if first == last:
        return moments.shown(first, "UTC")
    if (first.year, first.month) == (last.year, last.month):
        return f"{first:%B %Y}"
    if first.year == last.year:
        return str(first.year)
    return f"{moments.shown(first, 'UTC')} or later, {moments.shown(last, 'UTC')} at the latest"


def _round(known: date) -> str:
    """1 January stands for its year: "before 2021"."""
    return str(known.year) if (known.month, known.day) == (1, 1) else moments.shown(known, "UTC")
