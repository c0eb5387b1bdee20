"""Taking places and giving them back. The only code that writes `Stock.taken`.

A place is promised to a code, or reserved by an order, or free. Rows of promises are locked before
those of stocks, both by key. An order whose code was promised nothing asks for no promise.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import F
from django.db.models.expressions import CombinedExpression
from django.utils.translation import gettext as _

from events.registration import returns
from events.registration.models import Code, Order, Reservation, Stock
from events.registration.pricing import Item, applies
from events.registration.services import promises
from events.registration.services.promises import Needs
from foundation.base import written
from foundation.base.errors import RuleError
from foundation.base.written import Change, changing


@dataclass(frozen=True)
class KeptFor:
    """The places, by stock, that an order may take from what was promised to its code."""

    code: Code
    needs: Needs


def needs_of(items: Iterable[Item]) -> Counter[int]:
    """How many places of which stock (by key) these tickets take."""
    needs: Counter[int] = Counter()
    for item in items:
        for stock in item.ticket_type.stocks.all():
            needs[stock.pk] += item.quantity
    return needs


def kept_for(code: Code | None, items: Iterable[Item]) -> KeptFor | None:
    """What these tickets may take of the places promised to `code`; None if nothing ever was.

    It is theirs also where another code makes them cheaper.
    """
    if code is None or not code.keeps_places:
        return None
    named = promises.named_by(code)
    return KeptFor(code, needs_of(item for item in items if applies(item.ticket_type, named)))


def look(items: Iterable[Item], needs: Needs, kept: KeptFor | None = None) -> bool:
    """Whether there seemed to be room as `items` were read, without a lock: it spares a hopeless
    buyer the rest."""
    free = {stock.pk: stock.free for item in items for stock in item.ticket_type.stocks.all()}
    if kept:
        for pk, number in promises.kept_for(kept.code).places.items():
            free[pk] = free.get(pk, 0) + min(number, kept.needs.get(pk, 0))
    return all(free[pk] >= quantity for pk, quantity in needs.items())


def reserve(
    order: Order, needs: Needs, *, is_new: bool = False, kept: KeptFor | None = None
) -> None:
    """Take exactly `needs` for `order`, in place of what it had (a new one had nothing).

    Places promised to its code are taken first, as far as `kept` goes; those that the order had
    taken so go back there. The counters are raised last in a transaction and in key order: each by
    one guarded UPDATE, so that buyers of the last places wait for each other as shortly as
    possible. Raises RuleError `sold_out`, and the caller's transaction takes everything back.
    """
    had = [] if is_new else list(order.reservations.all())
    moves: Counter[int] = Counter(needs)
    moves.subtract({row.stock_id: row.quantity for row in had})
    if had:
        order.reservations.all().delete()
    taken: dict[int, promises.Kept] = {}
    if kept or any(row.kept for row in had):
        keys = [row.promise_id for row in had if row.promise_id]
        promises.lock(keys, kept.code if kept else None)
        moves.update(promises.give_back(had))
        if kept:
            taken = promises.take(kept.code, kept.needs)
            moves.subtract({pk: part.quantity for pk, part in taken.items()})
    places = [
        Reservation(
            order=order,
            stock_id=pk,
            quantity=quantity,
            promise_id=taken[pk].promise_id if pk in taken else None,
            kept=taken[pk].quantity if pk in taken else 0,
        )
        for pk, quantity in sorted(needs.items())
    ]
    written.insert_all(places)
    move(moves)


def give_back(order: Order) -> None:
    """Return all places of `order`: to its code if they were promised to it, else to the stock."""
    reserve(order, {})


def shift(order: Order, places: Needs) -> None:
    """Take so many places more or fewer of each stock for a locked order, which keeps the others.

    Fewer than it has is none: a stock added to a type after the sale was never taken. Promised
    places go back last. Raises RuleError `sold_out`.
    """
    rows = {row.stock_id: row for row in order.reservations.all()}
    moves: Counter[int] = Counter()
    too_many: dict[int, int] = {}
    for pk, more in places.items():
        row = rows.setdefault(pk, Reservation(order=order, stock_id=pk, quantity=0))
        moves[pk] = max(more, -row.quantity)
        row.quantity += moves[pk]
        if row.kept > row.quantity:
            too_many[pk] = row.kept - row.quantity
    if too_many:
        changed = [rows[pk] for pk in too_many]
        promises.lock([row.promise_id for row in changed if row.promise_id])
        moves.update(promises.give_back(changed, too_many))
    for pk in sorted(moves):
        row = rows[pk]
        row.kept -= too_many.get(pk, 0)
        row.promise_id = row.promise_id if row.kept else None
        if row.quantity:
            row.save()
        elif row.pk:
            row.delete()
    move(moves)


def move(moves: Needs, *, before_all: Collection[int] = ()) -> None:
    """Raise and lower the counters by so many places each, in key order.

    Places that return are told to the rooms above when somebody waits for them. A place is not
    taken from those in line, except of the stocks `before_all`. Raises RuleError `sold_out`.
    """
    for pk, more in sorted(moves.items()):
        if more > 0 and not _take(pk, more, before_all=pk in before_all):
            raise sold_out()
        if more < 0:
            Stock.objects.filter(pk=pk).update(taken=F("taken") + more)
            returns.announce(pk)


def count_line(pk: int, waiting: int) -> None:
    """Write down how many stand in line for a place of a stock and have no offer."""
    Stock.objects.filter(pk=pk).exclude(waiting=waiting).update(waiting=waiting)


def sold_out() -> RuleError:
    """The refusal when the last places went to somebody else."""
    return RuleError(
        _("Sold out: there are fewer places left than you chose. Choose fewer, or another ticket."),
        code="sold_out",
    )


def _take(pk: int, more: int, *, before_all: bool = False) -> bool:
    """Raise a counter if there is room beside those who wait in line; whether there was."""
    return (_take_before_all if before_all else _take_free)(pk, more) == 1


@changing
def _take_before_all(pk: int, more: int) -> Change:
    return _more(pk, more, F("size") - more)


@changing
def _take_free(pk: int, more: int) -> Change:
    return _more(pk, more, F("size") - F("waiting") - more)


def _more(pk: int, more: int, room: CombinedExpression) -> Change:
    return Stock.objects.filter(pk=pk, taken__lte=room), {"taken": F("taken") + more}
