"""Taking places and giving them back. The only code that writes `Stock.taken`."""

from collections import Counter
from collections.abc import Iterable, Mapping

from django.db.models import F
from django.utils.translation import gettext as _

from events.registration.models import Order, Reservation, Stock, Ticket
from events.registration.pricing import Item
from foundation.base.errors import RuleError

type Needs = Mapping[int, int]


def needs_of(items: Iterable[Item]) -> Counter[int]:
    """How many places of which stock (by key) these tickets take."""
    needs: Counter[int] = Counter()
    for item in items:
        for stock in item.ticket_type.stocks.all():
            needs[stock.pk] += item.quantity
    return needs


def look(items: Iterable[Item], needs: Needs) -> bool:
    """Whether there seemed to be room as `items` were read, without a lock: it spares a hopeless
    buyer the rest."""
    free = {stock.pk: stock.free for item in items for stock in item.ticket_type.stocks.all()}
    return all(free[pk] >= quantity for pk, quantity in needs.items())


def reserve(order: Order, needs: Needs, had: Needs | None = None) -> None:
    """Take exactly `needs` for `order`, in place of what it `had` (looked up unless told).

    The counters are raised last in a transaction and in key order: each by one guarded UPDATE, so
    that buyers of the last places wait for each other as shortly as possible. Raises RuleError
    `sold_out`, and the caller's transaction takes everything back.
    """
    if had is None:
        had = {row.stock_id: row.quantity for row in order.reservations.all()}
    if had:
        order.reservations.all().delete()
    Reservation.objects.bulk_create(
        Reservation(order=order, stock_id=pk, quantity=quantity)
        for pk, quantity in sorted(needs.items())
    )
    for pk in sorted({*had, *needs}):
        more = needs.get(pk, 0) - had.get(pk, 0)
        if more and not _count(pk, more):
            raise sold_out()


def give_back(order: Order) -> None:
    """Return all places of `order`."""
    reserve(order, {})


def give_back_one(ticket: Ticket) -> None:
    """Return the places of one ticket of an order that keeps the others."""
    for stock in ticket.ticket_type.stocks.order_by("pk"):
        row = ticket.order.reservations.filter(stock=stock)
        # A stock added to the type after the sale was never taken by this ticket.
        if row.filter(quantity__gt=1).update(quantity=F("quantity") - 1) or row.delete()[0]:
            _count(stock.pk, -1)


def sold_out() -> RuleError:
    """The refusal when the last places went to somebody else."""
    return RuleError(
        _("Sold out: there are fewer places left than you chose. Choose fewer, or another ticket."),
        code="sold_out",
    )


def _count(pk: int, more: int) -> bool:
    """Raise a counter if there is room; whether there was."""
    there_is_room = Stock.objects.filter(pk=pk, taken__lte=F("size") - more)
    return there_is_room.update(taken=F("taken") + more) == 1
