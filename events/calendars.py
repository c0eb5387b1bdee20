"""Events as iCalendar files (RFC 5545)."""

from datetime import UTC, datetime, time, timedelta

import icalendar
from django.conf import settings

from events.models import Event


def event_file(event: Event, at: datetime) -> bytes:
    """The days of `event` as an entry for the reader's own calendar, stamped with the day of `at`.

    A whole day has no zone in iCalendar, and that is what is wanted: the 13th of June in Vancouver
    is written into every calendar as the 13th. The end is exclusive. The zone is named beside it,
    and the entry keeps its UID, so that importing it again updates it.
    """
    entry = icalendar.Event()
    entry.add("uid", f"{event.slug}@{settings.SITE_URL.partition('://')[2]}")
    entry.add("dtstamp", datetime.combine(at.astimezone(UTC), time.min, tzinfo=UTC))
    entry.add("summary", event.name)
    entry.add("dtstart", event.starts_on)
    entry.add("dtend", event.ends_on + timedelta(days=1))
    entry.add("location", address(event))
    entry.add("url", settings.SITE_URL + event.get_absolute_url())
    entry.add("description", event.tagline)
    entry.add("status", "CANCELLED" if event.cancelled_at else "CONFIRMED")
    entry.add("transp", "TRANSPARENT")
    if event.venue and event.venue.latitude is not None and event.venue.longitude is not None:
        entry.add("geo", (float(event.venue.latitude), float(event.venue.longitude)))
    file = icalendar.Calendar()
    file.add("prodid", "-//Foundation//Events//EN")
    file.add("version", "2.0")
    file.add("x-wr-calname", event.name)
    file.add("x-wr-timezone", event.zone)
    file.add_component(entry)
    return file.to_ical()


def address(event: Event) -> str:
    """Where it takes place, in one line."""
    venue = event.venue
    if venue is None:
        return "Online"
    return f"{venue.name}, {venue.street}, {venue.city_line}, {venue.country.name}"
