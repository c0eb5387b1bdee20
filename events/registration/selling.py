"""How the places of a stock went: by day, and what has become of them now."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count, F, QuerySet, Sum
from django.db.models.functions import Coalesce, TruncDate

from events.registration.models import OrderState, Stock, Ticket
from foundation.base import zones

SOLD = [OrderState.PENDING, OrderState.PAID]


@dataclass(frozen=True)
class Day:
    """A day in the event's zone: tickets that were ordered, places that came back, sold by then."""

    on: date
    ordered: int
    returned: int
    sold: int


@dataclass(frozen=True)
class Places:
    """What has become of the places of a stock; all but those in line add up to its size."""

    size: int
    sold: int
    held: int
    promised: int
    free: int
    waiting: int


def now(stock: Stock) -> Places:
    """The places of a stock at this moment. Two queries."""
    rows = stock.reservations.values_list("order__state").annotate(Sum("quantity"))
    by_state: Counter[str] = Counter(dict(rows.order_by()))
    promised = stock.promises.aggregate(sum=Coalesce(Sum("quantity"), 0))["sum"]
    return Places(
        size=stock.size,
        sold=sum(by_state[state] for state in SOLD),
        held=by_state[OrderState.HELD],
        promised=promised,
        free=stock.size - stock.taken,
        waiting=stock.waiting,
    )


def by_day(stock: Stock, at: datetime) -> list[Day]:
    """Every day from the first order until `at`. Two queries."""
    zone = stock.event.zone
    tickets = Ticket.objects.filter(ticket_type__stocks=stock, order__placed_at__isnull=False)
    tickets = tickets.exclude(order__state=OrderState.HELD)
    ordered = _count(tickets, "order__placed_at", zone)
    back = tickets.annotate(back_at=Coalesce("cancelled_at", "order__closed_at"))
    returned = _count(back.filter(back_at__isnull=False), "back_at", zone)
    days: list[Day] = []
    if not ordered:
        return days
    on, last, sold = min(ordered), zones.day(at, zone), 0
    while on <= last:
        sold += ordered[on] - returned[on]
        days.append(Day(on, ordered[on], returned[on], sold))
        on += timedelta(days=1)
    return days


def _count(tickets: QuerySet[Ticket], moment: str, zone: str) -> Counter[date]:
    day = TruncDate(F(moment), tzinfo=ZoneInfo(zone))
    rows = tickets.annotate(day=day).order_by().values_list("day").annotate(number=Count("pk"))
    return Counter(dict(rows))
