"""Rows that every page on the way to a ticket reads, by statements that are written once."""

from django.db.models import QuerySet

from events.models import Event
from events.registration import taxing
from events.registration.models import Order, Ticket
from foundation.base.prepared import attach, prepared


@prepared
def public_event(slug: str) -> QuerySet[Event]:
    return Event.objects.public().select_related("venue").filter(slug=slug)


def read_tickets(order: Order) -> None:
    """Have an order know its tickets, with what they are and how they are taxed."""
    know_tickets(order)
    taxing.read_rates(ticket.ticket_type for ticket in order.tickets.all())


def know_tickets(order: Order) -> None:
    """Have an order know its tickets, with what they are."""
    tickets = _tickets_of(order.pk)
    for ticket in tickets:
        ticket.order = order
    attach([order], "tickets", {order.pk: tickets})


@prepared
def order_at(slug: str, code: str) -> QuerySet[Order]:
    # What few orders have is read when it is asked for: planning more joins takes a millisecond.
    return Order.objects.select_related("event__venue", "account").filter(
        event__slug=slug, code=code
    )


@prepared
def order_of(basket: str) -> QuerySet[Order]:
    return Order.objects.filter(basket=basket)


@prepared
def _tickets_of(order_id: int) -> QuerySet[Ticket]:
    rows = Ticket.objects.select_related("ticket_type__tax_rule").filter(order=order_id)
    return rows.order_by("position")
