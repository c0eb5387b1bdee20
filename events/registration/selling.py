"""How the places of a stock went: by day, and what has become of them now."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, F, IntegerField, OuterRef, QuerySet, Sum
from django.db.models.functions import Coalesce, TruncDate

from events.models import Event
from events.registration.models import OrderState, Reservation, Stock, Ticket, TicketType
from foundation.base import zones

# Orders that have places and are not confirmed. They are few: all other places are the rest.
UNCONFIRMED = [OrderState.HELD, OrderState.PENDING]


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
    confirmed: int
    unpaid: int
    held: int
    promised: int
    free: int
    waiting: int

    @property
    def sold(self) -> int:
        """Confirmed or to be paid."""
        return self.confirmed + self.unpaid


@dataclass(frozen=True)
class Standing:
    """A stock, the keys of the types that take its places, and what has become of these."""

    stock: Stock
    kinds: frozenset[int]
    places: Places


def now(stock: Stock) -> Places:
    """The places of a stock at this moment. Two queries."""
    open_ = stock.reservations.filter(order__state__in=UNCONFIRMED).order_by()
    by_state = dict(open_.values_list("order__state").annotate(Sum("quantity")))
    promised = stock.promises.aggregate(sum=Coalesce(Sum("quantity"), 0))["sum"]
    return _places(stock, by_state, promised)


def of_event(event: Event) -> list[Standing]:
    """The stocks of an event by name, as they stand at this moment. Two queries."""
    open_ = Reservation.objects.filter(order__event=event, order__state__in=UNCONFIRMED)
    counted = open_.order_by().values_list("stock", "order__state").annotate(Sum("quantity"))
    by_state: dict[int, dict[str, int]] = defaultdict(dict)
    for pk, state, number in counted:
        by_state[pk][state] = number
    kinds = TicketType.objects.filter(stocks=OuterRef("pk")).order_by("pk").values("pk")
    stocks = Stock.objects.filter(event=event).annotate(
        promised=Coalesce(Sum("promises__quantity"), 0, output_field=IntegerField()),
        kinds=ArraySubquery(kinds),
    )
    return [
        Standing(row, frozenset(row.kinds), _places(row, by_state[row.pk], row.promised))
        for row in stocks.order_by("name")
    ]


def _places(stock: Stock, by_state: Mapping[str, int], promised: int) -> Places:
    held, unpaid = by_state.get(OrderState.HELD, 0), by_state.get(OrderState.PENDING, 0)
    return Places(
        size=stock.size,
        # Somebody may have come between two statements.
        confirmed=max(stock.taken - promised - held - unpaid, 0),
        unpaid=unpaid,
        held=held,
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
    return each_day(ordered, returned, zones.day(at, zone))


def each_day(
    ordered: Counter[date], returned: Counter[date], last: date | None = None
) -> list[Day]:
    """Every day from the first order until `last`, or until nothing happened any more."""
    days: list[Day] = []
    if not ordered:
        return days
    on, last, sold = min(ordered), last or max(ordered | returned), 0
    while on <= last:
        sold += ordered[on] - returned[on]
        days.append(Day(on, ordered[on], returned[on], sold))
        on += timedelta(days=1)
    return days


def _count(tickets: QuerySet[Ticket], moment: str, zone: str) -> Counter[date]:
    day = TruncDate(F(moment), tzinfo=ZoneInfo(zone))
    rows = tickets.annotate(day=day).order_by().values_list("day").annotate(number=Count("pk"))
    return Counter(dict(rows))
