"""Choosing tickets: places are held for half an hour, extendable, and return by themselves."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.models import Event
from events.registration import bills
from events.registration.models import Order, OrderState, Ticket, TicketType
from events.registration.services import stock
from foundation.base import beat, clock
from foundation.base.errors import RuleError

# A ticket type's key and how many of it.
type Line = tuple[int, int]
type Chosen = list[tuple[TicketType, int]]

HOLD = timedelta(minutes=30)
MOST_EXTENSIONS = 12

PURCHASER = (
    "name",
    "email",
    "organization",
    "address",
    "country",
    "tax_number",
    "purchase_order",
)
ATTENDEE = (
    "attendee_name",
    "attendee_email",
    "organization",
    "job_title",
    "pronouns",
    "dietary_needs",
    "accessibility_needs",
    "shirt_size",
)


def hold(*, event: Event, lines: Sequence[Line], basket: str, at: datetime) -> Order:
    """Hold places for half an hour and return the order that holds them (domain 4.1).

    The same `basket` is the same order: a second click finds it, a second tab changes what it
    holds, and one that has expired is tried again with everything typed kept. An order that has
    been placed or cancelled is returned as it is.

    Raises RuleError `closed`, `nothing_chosen`, `not_on_sale`, `too_many` or `sold_out`.
    """
    chosen = _choose(event, lines, at)
    if not stock.look(stock.needs_of(chosen)):
        # Places whose half hour is over may not have come back yet.
        release_expired(at)
    with transaction.atomic():
        order, created = Order.objects.get_or_create(
            basket=basket,
            defaults={
                "event": event,
                "currency": event.currency,
                "created_at": at,
                "held_until": at + HOLD,
            },
        )
        if not created:
            order = bills.lock(order)
            if order.state not in {OrderState.HELD, OrderState.EXPIRED} or bills.has_money(order):
                return order
        # Who goes back from the card to the tickets has not sent the order off any more.
        order.placed_at = None
        _write(order, chosen, at)
        bills.charge(order, Decimal(0), at)
    return order


def _choose(event: Event, lines: Sequence[Line], at: datetime) -> Chosen:
    if not event.registration_is_open(at):
        raise RuleError(_("Registration for this event is closed."), code="closed")
    wanted: Counter[int] = Counter()
    for key, quantity in lines:
        wanted[key] += quantity
    if any(quantity < 0 for quantity in wanted.values()) or not +wanted:
        raise RuleError(_("Choose at least one ticket."), code="nothing_chosen")
    on_sale = event.ticket_types.public().on_sale(at).prefetch_related("stocks")
    chosen = [(row, wanted[row.pk]) for row in on_sale.filter(pk__in=+wanted)]
    if len(chosen) < len(+wanted):
        raise RuleError(
            _("One of these tickets is not on sale any more. Look at the prices and choose again."),
            code="not_on_sale",
        )
    for row, quantity in chosen:
        if quantity > row.most_per_order:
            message = ngettext(
                "%(name)s: at most %(most)d ticket in one order.",
                "%(name)s: at most %(most)d tickets in one order.",
                row.most_per_order,
            )
            params = {"name": row.name, "most": row.most_per_order}
            raise RuleError(message, code="too_many", params=params)
    return chosen


def _write(order: Order, chosen: Chosen, at: datetime) -> None:
    """Give a locked order these tickets, half an hour, and last of all their places."""
    order.state = OrderState.HELD
    order.held_until = max(order.held_until or at, at + HOLD)
    order.closed_at = None
    order.closed_because = ""
    order.total = sum((row.price * count for row, count in chosen if row.price), Decimal(0))
    order.save()
    _keep_tickets(order, chosen)
    stock.reserve(order, stock.needs_of(chosen))


def _keep_tickets(order: Order, chosen: Chosen) -> None:
    """Make the tickets of an order what was chosen; those that stay keep what was typed."""
    kept: list[Ticket] = []
    spare = list(order.tickets.order_by("position"))
    for row, count in chosen:
        same = [ticket for ticket in spare if ticket.ticket_type_id == row.pk][:count]
        kept += same
        kept += [Ticket(order=order, ticket_type=row) for _ in range(count - len(same))]
    # Somebody who moves to another price step need not type the attendees again.
    left = [ticket for ticket in spare if ticket not in kept]
    for ticket in kept:
        if ticket.pk is None and left:
            typed = left.pop(0)
            for name in ATTENDEE:
                setattr(ticket, name, getattr(typed, name))
    order.tickets.exclude(pk__in=[ticket.pk for ticket in kept if ticket.pk]).delete()
    prices = {row.pk: row for row, _ in chosen}
    for ticket in kept:
        price = prices[ticket.ticket_type_id].price
        ticket.price = price if price is not None else Decimal(0)
        ticket.tax_rate = prices[ticket.ticket_type_id].tax_rate
    known = [ticket for ticket in kept if ticket.pk]
    if known:
        # Positions are unique in an order: first out of the way, then into their new sequence.
        for number, ticket in enumerate(known, start=1001):
            ticket.position = number
        Ticket.objects.bulk_update(known, ["position"])
    for number, ticket in enumerate(kept, start=1):
        ticket.position = number
    if known:
        Ticket.objects.bulk_update(known, ["position", "price", "tax_rate"])
    Ticket.objects.bulk_create(ticket for ticket in kept if ticket.pk is None)


@transaction.atomic
def fill_in(
    *,
    order: Order,
    purchaser: Mapping[str, Any],
    attendees: Mapping[int, Mapping[str, Any]],
    at: datetime,
) -> Order:
    """Write down who orders and, by number of the ticket, who comes (empty: to be named later).

    Works on an order whose half hour is over too, so that nothing typed is lost. Raises RuleError
    `not_held` once the order has been sent off or cancelled.
    """
    order = bills.lock(order)
    if order.state not in {OrderState.HELD, OrderState.EXPIRED}:
        raise RuleError(_("This order has been sent off already."), code="not_held")
    for name in PURCHASER:
        if name in purchaser:
            setattr(order, name, purchaser[name])
    # One person is one address, however they type it.
    order.email = order.email.lower()
    order.save()
    tickets = [ticket for ticket in order.tickets.all() if ticket.position in attendees]
    for ticket in tickets:
        for name in ATTENDEE:
            setattr(ticket, name, attendees[ticket.position].get(name, ""))
        ticket.attendee_email = ticket.attendee_email.lower()
        ticket.validate_constraints()
    Ticket.objects.bulk_update(tickets, ATTENDEE)
    return order


@transaction.atomic
def accept_conduct(*, order: Order, at: datetime) -> Order:
    """Keep when the buyer first accepted the code of conduct for all who come."""
    order = bills.lock(order)
    if order.conduct_accepted_at is None:
        order.conduct_accepted_at = at
        order.save(update_fields=["conduct_accepted_at"])
    return order


@transaction.atomic
def extend(*, order: Order, at: datetime) -> Order:
    """Half an hour more from now on; one that has expired takes its places again.

    Raises RuleError `not_held`, `extended_enough`, and for an expired one `closed` or `sold_out`.
    """
    order = bills.lock(order)
    if order.state not in {OrderState.HELD, OrderState.EXPIRED}:
        raise RuleError(_("This order no longer needs more time."), code="not_held")
    if order.extensions >= MOST_EXTENSIONS:
        raise RuleError(
            _("The places cannot be held any longer. Finish this order before the time is over."),
            code="extended_enough",
        )
    order.extensions += 1
    if order.state == OrderState.EXPIRED:
        revive(order, at)
    else:
        order.held_until = max(order.held_until or at, at + HOLD)
        order.save(update_fields=["held_until", "extensions"])
    return order


def revive(order: Order, at: datetime) -> None:
    """Take the places of an expired, locked order again, at today's prices and windows.

    Raises RuleError `closed`, `not_on_sale` or `sold_out`.
    """
    quantities = Counter(order.tickets.values_list("ticket_type_id", flat=True))
    _write(order, _choose(order.event, list(quantities.items()), at), at)


@beat.every(seconds=15)
def release_lapsed_holds() -> int:
    """Give back the places of holds whose time is over; returns how many orders expired."""
    return release_expired(clock.now())


def release_expired(at: datetime) -> int:
    """Expire every hold that ended by `at`, each in its own transaction; returns how many."""
    lapsed = Order.objects.lapsed(at).order_by("held_until").values_list("pk", flat=True)
    return sum(_expire(pk, at) for pk in lapsed[:1000])


@transaction.atomic
def _expire(pk: int, at: datetime) -> bool:
    order = Order.objects.get(pk=pk)
    order = bills.lock(order)
    # Its owner may have asked for more time, or paid, since the list was made.
    if not Order.objects.lapsed(at).filter(pk=pk).exists():
        return False
    order.state = OrderState.EXPIRED
    order.closed_at = at
    order.closed_because = _("The time to order was over.")
    bills.charge(order, Decimal(0), at)
    # A part that was paid stays ours to return.
    order.refund_needed = bills.has_money(order)
    order.save(update_fields=["state", "closed_at", "closed_because", "refund_needed"])
    stock.give_back(order)
    return True
