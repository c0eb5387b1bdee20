"""Time: half an hour more, half an hour over, and trying again."""

from collections import Counter
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from events.registration import bills, claims
from events.registration.models import Order, OrderState
from events.registration.services import codes, contents, invitations, reckoning, stock
from foundation.base import beat, clock
from foundation.base.errors import RuleError
from foundation.base.prepared import prepared

MOST_EXTENSIONS = 12


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
        # Its money may have come in meanwhile.
        reckoning.reckon(order, at)
    else:
        order.held_until = max(order.held_until or at, at + contents.HOLD)
        order.save(update_fields=["held_until", "extensions"])
    return order


def revive(order: Order, at: datetime) -> None:
    """Take the places of an expired, locked order again, at today's prices and windows.

    Raises what `hold` raises.
    """
    kept = order.tickets.filter(cancelled_at__isnull=True)
    quantities = Counter(kept.values_list("ticket_type_id", flat=True))
    claim = claims.of_order(order, at)
    items = contents.choose(order.event, list(quantities.items()), at, claim)
    contents.rewrite(order, items, at, claim)
    if order.placed_at is not None:
        bills.charge(order, order.total, at)
    reckoning.flag(order)


@beat.every(seconds=15)
def release_lapsed_holds() -> int:
    """Give back the places of holds whose time is over; returns how many orders expired."""
    return release_expired(clock.now())


def release_expired(at: datetime) -> int:
    """Expire every hold that ended by `at`, each in its own transaction; returns how many."""
    return sum(_expire(pk, at) for pk in _lapsed(at))


@prepared
def _lapsed(at: datetime) -> QuerySet[Order, int]:
    rows = Order.objects.lapsed(at).order_by("held_until")
    return rows.values_list("pk", flat=True)[:1000]


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
    codes.give_back(order)
    invitations.give_back(order)
    return True
