"""What an order comes to, for the card beside every step and for the page of the order."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from math import ceil

from events.registration.models import Order, OrderState, Ticket, TicketType
from events.registration.pricing import tax_in


@dataclass
class Line:
    """So many tickets of one kind at one price."""

    kind: TicketType
    price: Decimal
    quantity: int = 0

    @property
    def total(self) -> Decimal:
        return self.price * self.quantity


@dataclass(frozen=True)
class Hold:
    """How long the places are held."""

    until: datetime | None
    seconds: int

    @property
    def is_over(self) -> bool:
        return self.seconds <= 0

    @property
    def minutes(self) -> int:
        return ceil(self.seconds / 60)


@dataclass(frozen=True)
class Summary:
    """The lines of an order, the tax in it and what a code took off, in the order's currency."""

    order: Order
    tickets: list[Ticket]
    lines: list[Line]
    taxes: dict[Decimal, Decimal]

    @property
    def discount(self) -> Decimal:
        return sum((ticket.discount for ticket in self.tickets), Decimal(0))


def summary_of(order: Order, tickets: Iterable[Ticket]) -> Summary:
    """The sums over `tickets`, without those that have been cancelled singly."""
    kept = [t for t in tickets if t.cancelled_at is None or t.cancelled_at == order.closed_at]
    lines: dict[tuple[int, Decimal], Line] = {}
    gross: dict[Decimal, Decimal] = {}
    for ticket in kept:
        key = (ticket.ticket_type_id, ticket.price)
        line = lines.setdefault(key, Line(ticket.ticket_type, ticket.price))
        line.quantity += 1
        if ticket.tax_rate:
            gross[ticket.tax_rate] = gross.get(ticket.tax_rate, Decimal(0)) + ticket.price
    taxes = {rate: tax_in(amount, rate, order.currency) for rate, amount in gross.items()}
    return Summary(order, kept, list(lines.values()), taxes)


def hold_of(order: Order, at: datetime) -> Hold:
    """How long the places of an order that is being filled are still held at `at`."""
    if order.state != OrderState.HELD or order.held_until is None:
        return Hold(order.held_until, 0)
    return Hold(order.held_until, max(0, ceil((order.held_until - at).total_seconds())))
