"""Orders as buyers leave them: held, filled in, sent off, paid."""

from typing import Any

from events.models import Event
from events.registration import services
from events.registration.models import (
    Code,
    Effect,
    Invitation,
    Order,
    PaymentMethod,
    TicketType,
)
from foundation.base import clock, tokens
from foundation.base.models import Foundation
from tests.factories.events import make_event, make_stock, make_ticket_type

ADA = {"name": "Ada Lovelace", "email": "ada@example.org", "organization": "Analytical Engines"}


def make_foundation() -> Foundation:
    return Foundation.objects.get_or_create(
        pk=1,
        defaults={
            "name": "Foundation",
            "legal_name": "Foundation Inc.",
            "address": "1 Main Street\nAustin",
            "email": "hello@example.org",
            "zone": "America/Chicago",
            "bank_details": "Bank: Example\nAccount: 1",
        },
    )[0]


def make_sale(*, size: int = 10, **fields: Any) -> TicketType:
    """A ticket type on sale, with a stock of `size` places."""
    event = fields.pop("event", None) or make_event()
    return make_ticket_type(stock=make_stock(event=event, size=size), **fields)


def make_held(*, ticket_type: TicketType | None = None, quantity: int = 1, **fields: Any) -> Order:
    """An order whose places are held; `fields` are written on it."""
    ticket_type = ticket_type or make_sale()
    event: Event = ticket_type.event
    return services.hold(
        event=event,
        lines=[(ticket_type.pk, quantity)],
        basket=fields.pop("basket", tokens.secret()),
        at=fields.pop("at", clock.now()),
        code=fields.pop("code", ""),
    )


def make_filled(**fields: Any) -> Order:
    """A held order with its purchaser, who has the first ticket."""
    purchaser = ADA | {key: fields.pop(key) for key in list(fields) if key in ADA}
    order = make_held(**fields)
    attendee = {"attendee_name": purchaser["name"], "attendee_email": purchaser["email"]}
    return services.fill_in(
        order=order, purchaser=purchaser, attendees={1: attendee}, at=clock.now()
    )


def make_pending(**fields: Any) -> Order:
    """An order that waits for a bank transfer."""
    make_foundation()
    return services.place(order=make_filled(**fields), method=PaymentMethod.INVOICE, at=clock.now())


def make_paid(**fields: Any) -> Order:
    """An order whose transfer has come in."""
    return services.mark_paid(order=make_pending(**fields), at=clock.now())


def make_free(**fields: Any) -> Order:
    """A confirmed order of free tickets."""
    make_foundation()
    ticket_type = fields.pop("ticket_type", None) or make_sale(price=0)
    order = make_filled(ticket_type=ticket_type, **fields)
    return services.place(order=order, method=PaymentMethod.FREE, at=clock.now())


def make_code(*, ticket_type: TicketType | None = None, text: str = "HELLO", **fields: Any) -> Code:
    """A code for 10 % off everything of the event; `types` limits it to those."""
    event = fields.pop("event", None) or (ticket_type or make_sale()).event
    types = fields.pop("types", [])
    defaults: dict[str, Any] = {"effect": Effect.RATE, "value": 10}
    code = Code.objects.create(
        event=event, text=text, folded=tokens.forgive(text), **defaults | fields
    )
    code.ticket_types.set(types)
    return code


def make_invitation(
    *, ticket_type: TicketType | None = None, email: str = ADA["email"], **fields: Any
) -> Invitation:
    """An invitation of Ada to a type that only the invited may buy."""
    ticket_type = ticket_type or make_sale(audience="with_invitation")
    types = fields.pop("types", [ticket_type])
    row = Invitation.objects.create(event=ticket_type.event, email=email, **fields)
    row.ticket_types.set(types)
    return row
