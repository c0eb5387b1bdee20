"""The desk of the staff: what happens and what came in. A fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.models import Count, Q, Sum
from django.db.models.functions import TruncDate
from django.urls import reverse

from events.models import Event
from events.registration.models import Order, Stock, Ticket
from foundation.base import zones
from foundation.base.admin.desk import address
from foundation.billing.models import Entry, EntryKind
from members import flow
from members.models import Tier

# How far back the curve of an event and the sums of money look.
DAYS = 30
MOST_EVENTS = 4
NEWEST = 8
COLOURS = {"platinum": "blue", "gold": "gold", "silver": "green"}


@dataclass(frozen=True)
class Hall:
    """How much of a stock is taken."""

    name: str
    taken: int
    size: int
    url: str

    @property
    def share(self) -> float:
        """The part that is taken, 0 to 100."""
        return round(100 * self.taken / self.size, 1) if self.size else 100.0


@dataclass(frozen=True)
class Sale:
    """How the registration of one event goes."""

    event: Event
    points: list[tuple[str, int]]
    registered: int
    halls: list[Hall]
    url: str


@dataclass(frozen=True)
class Takings:
    """Money that came in, less what was paid back."""

    currency: str
    week: Decimal
    month: Decimal
    year: Decimal


def sales(at: datetime) -> list[Sale]:
    """The events one can register for, with a point a day: three queries."""
    day = zones.day(at)
    events = [
        event
        for event in Event.objects.public().upcoming(day)[: 4 * MOST_EVENTS]
        if event.registration_is_open(at)
    ][:MOST_EVENTS]
    first = day - timedelta(days=DAYS - 1)
    counts: dict[int, dict[date, int]] = {}
    live = Ticket.objects.live().filter(order__event__in=events, order__placed_at__isnull=False)
    rows = live.order_by().values_list("order__event", TruncDate("order__placed_at"))
    for event_id, on, number in rows.annotate(number=Count("pk")):
        counts.setdefault(event_id, {})[on] = number
    halls: dict[int, list[Hall]] = {}
    for stock in Stock.objects.filter(event__in=events).order_by("name"):
        url = reverse("admin:registration_stock_change", args=[stock.pk])
        hall = Hall(stock.name, stock.taken, stock.size, url)
        halls.setdefault(stock.event_id, []).append(hall)
    return [
        _sale(event, counts.get(event.pk, {}), halls.get(event.pk, []), (first, day))
        for event in events
    ]


def _sale(
    event: Event, counts: dict[date, int], halls: list[Hall], span: tuple[date, date]
) -> Sale:
    first, last = span
    total = sum(number for on, number in counts.items() if on < first)
    points = []
    for offset in range((last - first).days + 1):
        on = first + timedelta(days=offset)
        total += counts.get(on, 0)
        points.append((f"{on.day} {on:%b}", total))
    url = address(Ticket, f"?order__event__id__exact={event.pk}")
    return Sale(event, points, sum(counts.values()), halls, url)


def takings(at: datetime) -> list[Takings]:
    """Money in, by currency, in the last 7, 30 and 365 days: one query."""
    booked = Entry.objects.filter(kind__in=[EntryKind.PAYMENT, EntryKind.REFUND]).order_by()

    def since(days: int) -> Sum:
        return Sum("amount", filter=Q(at__gt=at - timedelta(days=days)), default=Decimal(0))

    rows = booked.values_list("account__currency").annotate(
        week=since(7), month=since(30), year=since(365)
    )
    return [
        Takings(currency, -week, -month, -year)
        for currency, week, month, year in rows.order_by("account__currency")
    ]


@dataclass(frozen=True)
class Membership:
    """Members of today by tier, as rows of a chart, and how many more than a month ago."""

    rows: list[tuple[str, int, str, str]]
    number: int
    more: int
    before: date


def members(day: date) -> Membership:
    """Members on `day` by tier, as rows that lead to the directory: two queries."""
    before = day - timedelta(days=DAYS)
    now, then = flow.growth([day, before])
    directory = reverse("members:directory")
    rows = [
        (tier.name, now.get(tier.slug, 0), COLOURS.get(tier.slug, "blue"),
         f"{directory}?tier={tier.slug}")
        for tier in Tier.objects.all() if now.get(tier.slug)
    ]  # fmt: skip
    number = sum(now.values())
    return Membership(rows, number, number - sum(then.values()), before)


def newest() -> Iterable[Order]:
    """The orders that were sent off last: one query."""
    return Order.objects.placed().select_related("event").order_by("-placed_at")[:NEWEST]
