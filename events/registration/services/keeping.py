"""Keeping places back for a code, and letting them go again (domain 4.1)."""

from collections import Counter
from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from events.registration.models import Code, CodeKind, Promise, Stock
from events.registration.services import promises, stock
from events.registration.services.promises import Needs
from foundation.base import beat, clock
from foundation.base.errors import RuleError


@transaction.atomic
def keep(*, code: Code, places: Needs, before_all: Collection[int] = ()) -> None:
    """Keep back exactly `places` (by stock) for the holder of `code`; what others had is let go.

    Places that orders have taken with the code are not counted. Those who wait in line are served
    before, except for the stocks `before_all`. Raises RuleError `other_event` for a stock of
    another event, and `sold_out`.
    """
    stocks = {row.pk: row for row in Stock.objects.filter(pk__in=places)}
    if len(stocks) < len(places) or any(r.event_id != code.event_id for r in stocks.values()):
        raise RuleError(_("These places belong to another event."), code="other_event")
    Promise.objects.bulk_create(
        (Promise(code=code, stock=row) for _key, row in sorted(stocks.items())),
        ignore_conflicts=True,
    )
    promises.lock([], code)
    moves: Counter[int] = Counter()
    for row in code.promises.order_by("pk"):
        quantity = places.get(row.stock_id, 0)
        if row.stock_id in places or row.quantity:
            moves[row.stock_id] += quantity - row.quantity
            row.quantity = quantity
            row.ended_at = None
            row.save(update_fields=["quantity", "ended_at"])
    stock.move(moves, before_all=before_all)


@transaction.atomic
def end(*, code: Code, at: datetime, unless_taken: bool = False) -> bool:
    """Let go of all places kept back for `code`; what its orders give back goes to the stock too.

    With `unless_taken` nothing happens while an order has one of the places. Returns whether the
    promises have ended now.
    """
    promises.lock([], code)
    rows = list(code.promises.standing().order_by("pk"))
    if unless_taken and any(not row.quantity for row in rows):
        return False
    Promise.objects.filter(pk__in=[row.pk for row in rows]).update(quantity=0, ended_at=at)
    stock.move(Counter({row.stock_id: -row.quantity for row in rows}))
    return bool(rows)


@beat.every(seconds=15)
def let_go_of_places_of_old_codes() -> int:
    """Return what was kept back for codes whose time is over; returns for how many codes."""
    return end_over(clock.now())


def end_over(at: datetime) -> int:
    """End the promises to codes that ran out by `at`, each in its own transaction; how many.

    Codes of the waiting list are ended by it: an offer that is being taken is still an offer.
    """
    standing = Promise.objects.standing().filter(code=OuterRef("pk"))
    over = Code.objects.filter(Exists(standing), valid_until__lte=at)
    return sum(end(code=code, at=at) for code in over.exclude(kind=CodeKind.WAITING)[:1000])
