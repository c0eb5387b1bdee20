"""Events, venues, stocks, ticket types, teams, sponsor levels."""

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from events.models import Answer, Event, EventKind, PageText, Recording, TextKind, Track, Venue
from events.ptg.models import Team
from events.registration.models import Stock, TicketType
from events.sponsorship.models import Level

_numbers = count(1)


def make_venue(**fields: Any) -> Venue:
    """A hall in Vancouver."""
    defaults = {
        "name": f"Hall {next(_numbers)}",
        "street": "1055 Canada Place",
        "city": "Vancouver",
        "region": "British Columbia",
        "postcode": "V6C 0C3",
        "country": "CA",
        "latitude": "49.28890",
        "longitude": "-123.11110",
    }
    return Venue.objects.create(**defaults | fields)


def make_event(**fields: Any) -> Event:
    """A Summit in June 2023 in Vancouver; registration has been open since 3 October 2022."""
    number = next(_numbers)
    defaults: dict[str, Any] = {
        "name": f"Summit {number}",
        "slug": f"summit-{number}",
        "kind": EventKind.SUMMIT,
        "zone": "America/Vancouver",
        "starts_on": date(2023, 6, 13),
        "ends_on": date(2023, 6, 15),
        "registration_opens_at": datetime(2022, 10, 3, 16, tzinfo=UTC),
    }
    return Event.objects.create(**defaults | fields)


def make_stock(*, event: Event | None = None, **fields: Any) -> Stock:
    """A hundred places of an event."""
    defaults: dict[str, Any] = {"name": f"Hall {next(_numbers)}", "size": 100}
    return Stock.objects.create(event=event or make_event(), **defaults | fields)


def make_ticket_type(
    *, event: Event | None = None, stock: Stock | None = None, **fields: Any
) -> TicketType:
    """A ticket type on sale for USD 599, out of `stock` (one of 100 places if none is given)."""
    event = event or (stock.event if stock else make_event())
    defaults: dict[str, Any] = {"name": f"Pass {next(_numbers)}", "price": 599}
    ticket_type = TicketType.objects.create(event=event, **defaults | fields)
    ticket_type.stocks.add(stock or make_stock(event=event))
    return ticket_type


def make_text(*, event: Event | None = None, **fields: Any) -> PageText:
    """A section of an event's page."""
    defaults = {"kind": TextKind.INCLUDED, "title": "What is included", "body": "Three days."}
    return PageText.objects.create(event=event or make_event(), **defaults | fields)


def make_track(*, event: Event | None = None, **fields: Any) -> Track:
    """A strand of the programme."""
    defaults = {"name": f"Track {next(_numbers)}"}
    return Track.objects.create(event=event or make_event(), **defaults | fields)


def make_answer(*, event: Event | None = None, **fields: Any) -> Answer:
    """A question about an event, and its answer."""
    defaults = {"question": f"Question {next(_numbers)}?", "answer": "Yes."}
    return Answer.objects.create(event=event or make_event(), **defaults | fields)


def make_recording(*, event: Event | None = None, **fields: Any) -> Recording:
    """A talk that can be watched."""
    number = next(_numbers)
    defaults = {"title": f"Talk {number}", "url": f"https://video.example/{number}"}
    return Recording.objects.create(event=event or make_event(), **defaults | fields)


def make_team(*, event: Event | None = None, **fields: Any) -> Team:
    """A team of an OpenStack project."""
    number = next(_numbers)
    defaults = {"name": f"Team {number}", "track": f"team-{number}", "group": "OpenStack"}
    return Team.objects.create(event=event or make_event(), **defaults | fields)


def make_level(*, event: Event | None = None, **fields: Any) -> Level:
    """A sponsor level with a price for members and one for others."""
    number = next(_numbers)
    defaults: dict[str, Any] = {
        "name": f"Level {number}",
        "rank": number,
        "price_member": 18000,
        "price_other": 25000,
    }
    return Level.objects.create(event=event or make_event(), **defaults | fields)
