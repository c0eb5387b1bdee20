"""Questions pages ask of registration: what is on sale now, and whose order this is."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Prefetch, QuerySet
from django.utils.crypto import constant_time_compare

from events.models import Event
from events.registration import papers
from events.registration.models import Order, Ticket, TicketType

# "Only 7 left" is said from here on down, and only when it is true.
FEW = 20


@dataclass(frozen=True)
class Choice:
    """One offer: its ticket type on sale now, and the step at which the price rises."""

    name: str
    now: TicketType | None
    later: TicketType | None
    remaining: int | None
    steps: tuple[TicketType, ...]

    @property
    def is_sold_out(self) -> bool:
        return self.now is not None and self.remaining == 0

    @property
    def left_if_few(self) -> int | None:
        """How many are left, if it is worth saying."""
        few = self.remaining is not None and 0 < self.remaining <= FEW
        return self.remaining if few else None

    @property
    def most(self) -> int:
        """The most one order can have of it now."""
        if self.now is None:
            return 0
        most: int = self.now.most_per_order
        return most if self.remaining is None else min(most, self.remaining)


@dataclass(frozen=True)
class Offer:
    """Everything an event sells to everybody at a moment."""

    event: Event
    choices: tuple[Choice, ...]
    is_open: bool

    @property
    def on_sale(self) -> list[Choice]:
        return [choice for choice in self.choices if choice.now is not None]

    @property
    def is_sold_out(self) -> bool:
        return bool(self.on_sale) and all(choice.is_sold_out for choice in self.on_sale)

    @property
    def lowest_price(self) -> Decimal | None:
        """The lowest price anybody pays now, in the event's currency."""
        prices = [c.now.price for c in self.on_sale if c.now and c.now.price is not None]
        return min(prices, default=None)

    @property
    def is_one_free_ticket(self) -> bool:
        """Whether there is nothing to choose and nothing to pay: one page is enough."""
        return len(self.on_sale) == 1 and self.lowest_price == 0


def offer(event: Event, at: datetime) -> Offer:
    """What `event` sells to everybody at `at`. Hidden types are not looked at. Two queries."""
    rows = event.ticket_types.public().filter(is_active=True).prefetch_related("stocks")
    groups: dict[str, list[TicketType]] = {}
    for row in rows.order_by("position", "pk"):
        groups.setdefault(row.step_of or row.name, []).append(row)
    is_open = event.registration_is_open(at)
    choices = tuple(_choice(name, tuple(steps), at) for name, steps in groups.items())
    return Offer(event, choices, is_open)


def _choice(name: str, steps: tuple[TicketType, ...], at: datetime) -> Choice:
    now = next((step for step in steps if _is_on_sale(step, at)), None)
    coming = [step for step in steps if step.sales_from is not None and step.sales_from > at]
    later = min(coming, key=lambda step: step.sales_from or at, default=None)
    free = [stock.free for stock in now.stocks.all()] if now else []
    return Choice(name, now, later, min(free, default=None), steps)


def _is_on_sale(step: TicketType, at: datetime) -> bool:
    begun = step.sales_from is None or step.sales_from <= at
    return begun and (step.sales_until is None or step.sales_until > at)


def order_for(slug: str, code: str, secret: str) -> Order | None:
    """The order with that code of that event, for who knows its secret; with tickets and account.

    A wrong secret and a code that does not exist answer alike.
    """
    rows = Order.objects.select_related("event__venue", "account").prefetch_related(
        Prefetch("tickets", Ticket.objects.select_related("ticket_type").order_by("position"))
    )
    order = rows.filter(event__slug=slug, code=code).first()
    if order is None or not constant_time_compare(order.secret, secret):
        return None
    for ticket in order.tickets.all():
        ticket.order = order
    return order


def ticket_for(slug: str, secret: str) -> Ticket | None:
    """The ticket that this link opens, unless it was passed on since."""
    return papers.tickets().filter(order__event__slug=slug, secret=secret).first()


def orders_of(emails: list[str]) -> QuerySet[Order]:
    """Orders sent off under one of these verified addresses (lower case), newest first."""
    return (
        Order.objects.placed()
        .filter(email__in=emails)
        .select_related("event")
        .prefetch_related("tickets__ticket_type")
        .order_by("-placed_at")
    )


def tickets_held_by(emails: list[str]) -> QuerySet[Ticket]:
    """Valid tickets whose attendee has one of these verified addresses (lower case)."""
    return papers.tickets().valid().filter(attendee_email__in=emails).order_by("-pk")
