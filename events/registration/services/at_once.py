"""An order that comes complete: one page, one ticket, one transaction (domain 4.1, 4.2).

What it is made of is written first, and the place is taken last: so other buyers of the last
places wait for each other no longer than a commit takes.
"""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal

from django.db import IntegrityError, transaction

from events.models import Event
from events.registration import bills, pricing, tasks
from events.registration.models import Audience, Order, OrderState, PaymentMethod
from events.registration.pricing import Item
from events.registration.services import (
    checkout,
    contents,
    expiry,
    holds,
    invitations,
    numbering,
    stock,
)
from events.registration.services.holds import Filled
from foundation.base import written
from foundation.base.prepared import attach


def order_at_once(
    *,
    event: Event,
    item: Item,
    basket: str,
    at: datetime,
    filled: Filled,
    method: PaymentMethod,
    agreed: Decimal | None = None,
    also: Callable[[Order], None] | None = None,
) -> Order:
    """Make, fill in and send off a new order of one ticket, or nothing of it.

    `item` is the ticket as it was read for this request, at its price without a code. A free order
    is confirmed, one by invoice waits for the transfer, one by card is held until the card is
    asked. `agreed` is the total its buyer has seen. `also` writes what else belongs to the order,
    which knows its tickets. A page sent twice at once gets the order of its `basket`, as it is.

    Raises RuleError `closed`, `not_on_sale`, `sold_out`, `by_invitation`, `half_named`,
    `total_changed`, and what `also` raises.
    """
    _check(event, item, at)
    for left in reversed(range(numbering.TRIES)):
        order = holds.new_order(event, [item], basket, at, filled)
        checkout.check_agreed(order, agreed)
        try:
            with transaction.atomic():
                _send_off(order, item, method, at)
                _write(order, item, at, filled, also)
        except IntegrityError:
            if found := Order.objects.select_related("event").filter(basket=basket).first():
                return found
            # Its account has the code that is taken, too: all of it is made anew.
            if not (left and numbering.is_taken(order.code)):
                raise
        else:
            break
    return order


def _check(event: Event, item: Item, at: datetime) -> None:
    if not event.registration_is_open(at):
        raise contents.closed()
    kind = item.ticket_type
    if not pricing.is_on_sale(kind, at) or kind.audience == Audience.WITH_INVITATION:
        raise contents.not_on_sale()
    there_is_room = stock.look([item], stock.needs_of([item]))
    # Places whose half hour is over may not have come back yet.
    if not there_is_room and not expiry.release_expired(at):
        raise stock.sold_out()


def _send_off(order: Order, item: Item, method: PaymentMethod, at: datetime) -> None:
    """Put down how it is paid and where it stands then. It is not saved."""
    if item.ticket_type.audience == Audience.WITHOUT_INVITATION:
        invitations.refuse_the_invited(order, at)
    order.placed_at = at
    order.method = PaymentMethod.FREE if order.is_free else method
    if order.is_free:
        order.state, order.paid_at, order.held_until = OrderState.PAID, at, None
        return
    bills.open_account(order, at)
    if method == PaymentMethod.INVOICE:
        order.state, order.held_until = OrderState.PENDING, None
        order.pay_until = at + bills.PAYABLE


def _write(
    order: Order,
    item: Item,
    at: datetime,
    filled: Filled,
    also: Callable[[Order], None] | None,
) -> None:
    written.insert(order)
    tickets = holds.new_tickets(order, [item], at, filled)
    written.insert_all(tickets)
    attach([order], "tickets", {order.pk: tickets})
    if also:
        also(order)
    bills.charge_first(order, at)
    if order.state == OrderState.PAID:
        tasks.mail_order_confirmed.enqueue(order.pk)
    elif order.state == OrderState.PENDING:
        tasks.mail_order_placed.enqueue(order.pk)
    stock.reserve(order, stock.needs_of([item]), is_new=True)
