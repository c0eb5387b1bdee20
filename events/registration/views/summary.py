"""What an order comes to, for the card beside every step and for the page of the order."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from math import ceil

from events.registration import taxing
from events.registration.models import Order, OrderState, Ticket, TicketType
from events.registration.taxing import TaxSum
from foundation.billing.tax.deciding import Amounts, Treatment


@dataclass
class Line:
    """So many tickets of one kind at one price; `adds_tax` shows it without."""

    kind: TicketType
    each: Amounts
    adds_tax: bool
    quantity: int = 0

    @property
    def total(self) -> Decimal:
        """What the line shows: with tax, or without where the tax is a line of its own."""
        return (self.each.net if self.adds_tax else self.each.gross) * self.quantity


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
    """The lines of an order, the tax in it and what a code took off, in the order's currency.

    With `adds_tax` the lines are without tax, which is then added: the list is without tax, or
    this buyer's tax is not the usual one.
    """

    order: Order
    tickets: list[Ticket]
    lines: list[Line]
    taxes: list[TaxSum]
    adds_tax: bool

    @property
    def net(self) -> Decimal:
        """The total without tax."""
        return sum((taxing.of(ticket)[1].net for ticket in self.tickets), Decimal(0))

    @property
    def discount(self) -> Decimal:
        return sum((ticket.discount for ticket in self.tickets), Decimal(0))

    @property
    def texts(self) -> list[str]:
        """Why the tax is what it is, each sentence once."""
        return list(dict.fromkeys(tax.text for tax in self.taxes if tax.text))


def summary_of(order: Order, tickets: Iterable[Ticket]) -> Summary:
    """The sums over `tickets`, without those that have been cancelled singly."""
    kept = [t for t in tickets if t.cancelled_at is None or t.cancelled_at == order.closed_at]
    adds_tax = any(
        row.price != row.listed_price or row.tax_treatment != Treatment.STANDARD for row in kept
    )
    lines: dict[tuple[int, Decimal, Decimal], Line] = {}
    for ticket in kept:
        ticket.order = order
        key = (ticket.ticket_type_id, ticket.price, ticket.tax_rate)
        each = taxing.of(ticket)[1]
        line = lines.setdefault(key, Line(ticket.ticket_type, each, adds_tax))
        line.quantity += 1
    taxes = taxing.sums((*taxing.of(ticket), 1) for ticket in kept)
    return Summary(order, kept, list(lines.values()), taxes, adds_tax)


def hold_of(order: Order, at: datetime) -> Hold:
    """How long the places of an order that is being filled are still held at `at`."""
    if order.state != OrderState.HELD or order.held_until is None:
        return Hold(order.held_until, 0)
    return Hold(order.held_until, max(0, ceil((order.held_until - at).total_seconds())))
