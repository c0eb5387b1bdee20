"""Time zones. A moment is stored in UTC; a day is a day somewhere."""

from datetime import UTC, date, datetime, time
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


def day(at: datetime, zone: str = "UTC") -> date:
    """The calendar day of the moment `at` in `zone`. (`at.date()` is whatever zone `at` is in.)"""
    return at.astimezone(ZoneInfo(zone)).date()


def local(at: datetime, zone: str) -> datetime:
    """The moment `at` on the clocks of `zone`."""
    return at.astimezone(ZoneInfo(zone))


def instant(on: date, at: time, zone: str) -> datetime:
    """The UTC instant at which the clocks of `zone` show `at` on the day `on`."""
    return datetime.combine(on, at, tzinfo=ZoneInfo(zone)).astimezone(UTC)


@cache
def names() -> frozenset[str]:
    """All IANA zone names this machine knows."""
    return frozenset(available_timezones())


def validate_zone(value: str) -> None:
    """Refuse a zone name that does not exist, naming one that does."""
    if value not in names():
        raise ValidationError(
            _("“%(zone)s” is not a time zone. Write it as America/Vancouver."),
            code="zone",
            params={"zone": value},
        )
