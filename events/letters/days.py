"""Working days, on the calendar of an event's own zone."""

from datetime import date, datetime, time, timedelta

from foundation.base import zones

SATURDAY = 5


def due_at(asked: datetime, working_days: int, zone: str) -> datetime:
    """The UTC instant at which `working_days` after `asked` are over in `zone`.

    The day of asking does not count, nor do Saturdays and Sundays. Public holidays do: they differ
    from country to country, and a promise is easier to keep than to explain.
    """
    return zones.instant(_day_due(zones.day(asked, zone), working_days), time.min, zone)


def _day_due(day: date, working_days: int) -> date:
    left = working_days
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < SATURDAY
    return day + timedelta(days=1)


def last_day(until: datetime, zone: str) -> date:
    """The last day in `zone` that ends before or at the instant `until`."""
    return zones.day(until - timedelta(minutes=1), zone)
