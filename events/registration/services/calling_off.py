"""A whole event is cancelled: every order is cancelled, refunded and told, and it can stop and
go on at any point (domain 4.1, 4.2)."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Count, Q, Sum
from django.utils.translation import gettext as _

from events.models import Event
from events.registration import bills
from events.registration.models import Order, OrderState
from events.registration.services import changes, payback
from foundation.base import beat, clock
from foundation.base.errors import RuleError
from foundation.billing.models import Account, EntryKind

LIVE = [OrderState.HELD, OrderState.PENDING, OrderState.PAID]
# So many orders a round: a round is short enough that a worker can be stopped between two.
ROUND = 500


@dataclass(frozen=True)
class Progress:
    """How far the orders of a cancelled event are: counts, and money in the event's currency."""

    live: int
    cancelled: int
    paid: Decimal
    owed_back: Decimal


def progress(event: Event) -> Progress:
    """What is left to do for an event, and what would be paid back. Three queries."""
    counts = Order.objects.filter(event=event).aggregate(
        live=Count("pk", filter=Q(state__in=LIVE)),
        cancelled=Count("pk", filter=Q(state=OrderState.CANCELLED)),
    )
    accounts = Account.objects.filter(order__event=event)
    money = [EntryKind.PAYMENT, EntryKind.REFUND]
    paid = accounts.aggregate(sum=Sum("entries__amount", filter=Q(entries__kind__in=money)))
    owed_back = sum((-row.owed for row in accounts.with_sums() if row.owed < 0), Decimal(0))
    return Progress(counts["live"], counts["cancelled"], -(paid["sum"] or Decimal(0)), owed_back)


@transaction.atomic
def call_off(*, event: Event, because: str, at: datetime) -> Event:
    """Staff: cancel an event. Sales end at once; the worker sees to the orders.

    A second call changes nothing. Raises RuleError `over` and `nothing_said` without a reason.
    """
    event = Event.objects.select_for_update().get(pk=event.pk)
    if event.cancelled_at is not None:
        return event
    if event.is_over(at):
        raise RuleError(_("The event is over: it cannot be cancelled any more."), code="over")
    if not because.strip():
        raise RuleError(_("Say why: everybody who ordered reads it."), code="nothing_said")
    event.cancelled_at = at
    event.cancelled_because = because.strip()[:150]
    event.save(update_fields=["cancelled_at", "cancelled_because"])
    return event


@beat.every(seconds=15)
def go_on() -> int:
    """Cancel the next orders of cancelled events; returns how many. What is left is a question to
    the database, so a worker that was killed half-way leaves nothing to mend."""
    at = clock.now()
    events = Event.objects.filter(cancelled_at__lte=at, orders__state__in=LIVE).distinct()
    return sum(call_off_round(event, at) for event in events)


def call_off_round(event: Event, at: datetime) -> int:
    """Cancel some of the live orders of a cancelled event, each in its own transaction.

    Two workers may do so at once: an order is locked, and only cancelled if it is live.
    """
    rows = Order.objects.filter(event=event, state__in=LIVE).order_by("pk")
    return sum(_cancel(pk, at) for pk in rows.values_list("pk", flat=True)[:ROUND])


@transaction.atomic
def _cancel(pk: int, at: datetime) -> bool:
    order = bills.lock(Order.objects.get(pk=pk))
    if not order.is_live:
        return False
    because = _("The event is cancelled: %s") % order.event.cancelled_because
    order = changes.cancel(order=order, at=at, because=because[:200], by_staff=True)
    payback.send_all(order, key=f"event-cancelled:{order.pk}", at=at)
    return True
