"""Moments and days in words: the zone is always named, the year never missing."""

from datetime import date, datetime

from foundation.base import zones


def shown(at: datetime | date, zone: str, form: str = "long") -> str:
    """`at` on the clocks of `zone`: see the template tag `when` for the forms."""
    if not isinstance(at, datetime):
        return _day(at)
    there = zones.local(at, zone)
    clock = f"{there:%H:%M} {zone_name(there, zone)}"
    if form == "day":
        return _day(there)
    if form == "time":
        return clock
    if form == "short":
        return f"{there.day} {there:%b} {clock}"
    return f"{_day(there)}, {clock}"


def zone_name(there: datetime, zone: str) -> str:
    """The letters people know ("PDT", "UTC"), or the city where a zone has none."""
    letters = there.tzname() or ""
    if letters.isalpha():
        return letters
    return f"{zone.rpartition('/')[2].replace('_', ' ')} time"


def day_range(start: date, end: date) -> str:
    """ "13–15 June 2023", "30 May – 2 June 2023", "13 June 2023"."""
    if start == end:
        return _day(start)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{_day(end)}"
    if start.year == end.year:
        return f"{start.day} {start:%B} – {_day(end)}"
    return f"{_day(start)} – {_day(end)}"


def _day(on: date) -> str:
    return f"{on.day} {on:%B %Y}"
