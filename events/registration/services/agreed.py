"""A change that was agreed and waits for its difference: done when paid, else taken back."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal

from django.db.models import QuerySet

from events.registration import bills, handover, tasks, taxing
from events.registration.models import Change, ChangeLine, ChangeState, Order, Ticket
from events.registration.services import codes, invitations, stock
from foundation.base.prepared import prepared
from foundation.billing import services as billing

# What a line of a change says of the ticket it makes.
SOLD = ("ticket_type", "listed_price", *taxing.WRITTEN)


def waiting_of(order: Order) -> Change | None:
    """The change of a locked order that waits for money."""
    change = next(iter(_waiting(order.pk)), None)
    if change is not None:
        change.order = order
    return change


@prepared
def _waiting(order_id: int) -> QuerySet[Change]:
    return Change.objects.waiting().filter(order=order_id).order_by("pk")


def do(order: Order, change: Change, at: datetime, *, places: Mapping[str, int]) -> None:
    """Make the tickets of a locked order what `change` says, and take or give `places`.

    The invoice is reversed; the next one says the new total. The QR of a ticket stays. Raises
    RuleError `sold_out`.
    """
    # Stocks are locked before codes.
    move(order, places)
    lines = list(change.lines.select_related("ticket__ticket_type", "ticket_type"))
    last = order.tickets.order_by("-position").values_list("position", flat=True).first() or 0
    for line in lines:
        order.total += line.price
        if line.ticket is None:
            last += 1
            _new_ticket(order, line, last).save()
        else:
            order.total -= line.ticket.price
            _rewrite(order, line.ticket, line)
    order.save(update_fields=["total"])
    invitations.give_back_unused(order)
    change.state = ChangeState.DONE
    change.closed_at = at
    change.save(update_fields=["state", "closed_at"])
    if order.account is not None:
        bills.charge(order, order.total, at)
        billing.reverse_open_invoices(account=order.account, at=at)
    tasks.mail_order_changed.enqueue(order.pk, change.pk)


def _new_ticket(order: Order, line: ChangeLine, position: int) -> Ticket:
    return Ticket(order=order, position=position, **{name: getattr(line, name) for name in SOLD})


def _rewrite(order: Order, ticket: Ticket, line: ChangeLine) -> None:
    ticket.order = order
    codes.give_back_one(ticket)
    for name in SOLD:
        setattr(ticket, name, getattr(line, name))
    ticket.discount = Decimal(0)
    ticket.promo_code = None
    ticket.save(update_fields=[*SOLD, "discount", "promo_code"])
    handover.retype(ticket)


def take_back(order: Order, change: Change, state: ChangeState, at: datetime) -> None:
    """End a waiting change of a locked order: its charge is credited, its places return."""
    change.state = state
    change.closed_at = at
    change.save(update_fields=["state", "closed_at"])
    bills.charge(order, order.total, at)
    move(order, {pk: -more for pk, more in change.places.items() if more > 0})


def forget(order: Order, at: datetime) -> None:
    """Withdraw what waits, because something else happens to the locked order."""
    change = waiting_of(order)
    if change is not None:
        take_back(order, change, ChangeState.WITHDRAWN, at)


def settle(order: Order, at: datetime) -> None:
    """Do the waiting change of a locked order of which nothing is owed any more."""
    change = waiting_of(order)
    if change is not None and not bills.owes(order):
        # The places that are more were held since it was agreed.
        fewer = {pk: more for pk, more in change.places.items() if more < 0}
        do(order, change, at, places=fewer)


def places_of(tickets: Iterable[Ticket], sign: int) -> Counter[str]:
    """The places of `tickets`, each `sign` times, by the key of the stock."""
    places: Counter[str] = Counter()
    for ticket in tickets:
        for stock_pk in ticket.ticket_type.stocks.values_list("pk", flat=True):
            places[str(stock_pk)] += sign
    return places


def move(order: Order, places: Mapping[str, int]) -> None:
    """Take so many places more, or fewer, of each stock for a locked order.

    Raises RuleError `sold_out`.
    """
    if any(places.values()):
        stock.shift(order, {int(pk): more for pk, more in places.items()})
