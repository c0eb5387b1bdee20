"""Orders, tickets, places, tasks."""

from collections import Counter
from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from events.registration.models import Order, OrderState, Stock, Ticket
from foundation.base import clock

PLACED = [OrderState.PAID, OrderState.PENDING, OrderState.CANCELLED]
CLOSED = [OrderState.EXPIRED, OrderState.CANCELLED]


def _placed():
    """Codes and addresses; some were cancelled afterwards, and given back."""
    return dict(Order.objects.filter(state__in=PLACED).values_list("code", "email"))


def lost(seen):
    return len(set(seen.promised) - set(_placed()))


def doubled(seen):
    """Everybody wants one order and has an address of their own, so one too many is seen."""
    each = Counter(email for email in _placed().values() if email)
    again = len(seen.promised) - len(set(seen.promised))
    return sum(number - 1 for number in each.values()) + again


def paid_without_ticket(_seen):
    held = Exists(Ticket.objects.live().filter(order=OuterRef("pk")))
    return Order.objects.filter(state=OrderState.PAID).exclude(held).count()


def tickets_unlike_their_order(_seen):
    """What a paid order of the chaos has is what was ordered: nobody gives a single ticket back."""
    paid = Order.objects.filter(state=OrderState.PAID)
    rows = Ticket.objects.filter(order__in=paid, cancelled_at__isnull=False)
    void = Ticket.objects.filter(order__state=OrderState.CANCELLED, cancelled_at=None)
    return rows.count() + void.count()


def left_standing(_seen):
    live = Order.objects.live()
    return live.filter(event__cancelled_at__isnull=False).count()


def holds_that_are_over(_seen):
    return Order.objects.lapsed(clock.now() - timedelta(minutes=1)).count()


def places(_seen):
    """By how many the counter of each stock differs from its tickets, or these from its size."""
    wrong = 0
    for stock in Stock.objects.all():
        sold = Ticket.objects.live().filter(ticket_type__stocks=stock).count()
        wrong += abs(stock.taken - sold) + max(0, sold - stock.size)
    return wrong


def prices(_seen):
    """Orders that were paid with less than their tickets cost."""
    due = Order.objects.filter(state=OrderState.PAID, total__gt=0)
    return sum(-_came(order) < order.total for order in due.select_related("account"))


def _came(order):
    entries = order.account.entries.filter(kind__in=["payment", "refund"])
    return sum(entries.values_list("amount", flat=True))


def tasks(_seen):
    return DBTaskResult.objects.exclude(status=TaskResultStatus.SUCCESSFUL).count()


def closed_with_places(_seen):
    return Order.objects.filter(state__in=CLOSED, reservations__isnull=False).distinct().count()


CHECKS = {
    "tasks stuck or failed": tasks,
    "orders lost that a page confirmed": lost,
    "orders doubled": doubled,
    "orders of a cancelled event left standing": left_standing,
    "holds that are over and keep places": holds_that_are_over,
    "closed orders that keep places": closed_with_places,
    "paid orders without a ticket": paid_without_ticket,
    "tickets unlike their order": tickets_unlike_their_order,
    "paid orders that are not paid for": prices,
    "places lost or sold twice": places,
}
