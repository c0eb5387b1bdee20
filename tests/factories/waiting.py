"""Stocks that are sold out, and those who wait for a place."""

from typing import Any

from events.models import Event
from events.registration.models import Order, TicketType
from events.registration.waiting import services
from events.registration.waiting.models import Entry
from foundation.base import clock
from tests.factories.orders import make_foundation, make_free, make_sale


def make_sold_out(*, size: int = 1, **fields: Any) -> tuple[TicketType, list[Order]]:
    """A ticket type of which all `size` places are sold, to one free order each."""
    make_foundation()
    ticket_type = make_sale(size=size, **{"price": 0} | fields)
    return ticket_type, [make_free(ticket_type=ticket_type) for _ in range(size)]


def make_entry(*, ticket_type: TicketType, email: str = "ada@example.org", **fields: Any) -> Entry:
    """Somebody in line for a ticket type that is sold out; a `claim` opens what is hidden."""
    at = fields.pop("at", clock.now())
    return services.join(ticket_type=ticket_type, email=email, at=at, **fields)


def close_registration(event: Event, **fields: Any) -> None:
    """Sell no more from now on."""
    event.registration_closes_at = fields.pop("at", clock.now())
    event.save(update_fields=["registration_closes_at"])
