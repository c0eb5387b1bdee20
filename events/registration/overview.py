"""An event at a glance for those who sell it: what is sold, what waits, what is missing.

Six statements and one for each kind of row, however large the event is.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from events.models import Event
from events.registration import counting, pricing
from events.registration.models import Order, OrderState, RefundRequest, Stock, Ticket, TicketType
from foundation.base import moments, zones
from foundation.billing.models import EntryKind

STATES: dict[str, str] = {
    OrderState.PAID: "sold",
    OrderState.PENDING: "unpaid",
    OrderState.HELD: "held",
}
# How much a line of sales shows where nothing says when they begin or end.
SPARE = timedelta(days=30)


@dataclass(frozen=True)
class Window:
    """A ticket type on the line of time: `start` and `width` are per cent of it."""

    kind: TicketType
    state: str
    sold: int
    unpaid: int
    held: int
    start: float
    width: float


@dataclass(frozen=True)
class Lack:
    """What is missing or looks wrong, and where it is mended: "event", "types" or "stocks"."""

    text: str
    place: str


@dataclass(frozen=True)
class Overview:
    """Numbers of tickets and orders, money in the event's currency, places, sales, and lacks."""

    sold: int
    unpaid: int
    held: int
    orders: dict[str, int]
    asked: int
    today: int
    paid: Decimal
    paid_today: Decimal
    owed: Decimal
    stocks: Sequence[Stock]
    windows: Sequence[Window]
    begins: datetime
    ends: datetime
    now: float
    lacks: Sequence[Lack]


def of(event: Event, at: datetime) -> Overview:
    """How the sale of `event` stands at `at`; today is the day at its place."""
    kinds = list(event.ticket_types.prefetch_related("stocks"))
    stocks = list(event.stocks.annotate(is_used=Exists(_kinds_of(OuterRef("pk")))).order_by("name"))
    numbers, today = _tickets(event, at)
    begins, ends = _line(event, kinds, at)
    money = _money(event, at)
    return Overview(
        sold=sum(row["sold"] for row in numbers.values()),
        unpaid=sum(row["unpaid"] for row in numbers.values()),
        held=sum(row["held"] for row in numbers.values()),
        paid=money["paid"],
        paid_today=money["paid_today"],
        owed=money["owed"],
        orders=_orders(event, at),
        asked=RefundRequest.objects.waiting().filter(order__event=event).count(),
        today=today,
        stocks=stocks,
        windows=[_window(kind, numbers[kind.pk], begins, ends, at) for kind in kinds],
        begins=begins,
        ends=ends,
        now=_share(at, begins, ends),
        lacks=lacks(event, kinds, stocks, at),
    )


def _kinds_of(stock: Any) -> Any:
    return TicketType.stocks.through.objects.filter(stock=stock)


def _tickets(event: Event, at: datetime) -> tuple[dict[int, dict[str, int]], int]:
    """Of each type how many, by what they are worth; and how many were ordered today."""
    day = zones.day(at, event.zone)
    midnight = zones.instant(day, datetime.min.time(), event.zone)
    rows = Ticket.objects.filter(order__event=event, cancelled_at=None).order_by()
    live = rows.filter(order__state__in=STATES).values("ticket_type", "order__state")
    numbers: dict[int, dict[str, int]] = defaultdict(lambda: dict.fromkeys(STATES.values(), 0))
    ordered = 0
    new = Count("pk", filter=Q(order__placed_at__gte=midnight, order__placed_at__lte=at))
    for row in live.annotate(number=Count("pk"), new=new):
        numbers[row["ticket_type"]][STATES[row["order__state"]]] += row["number"]
        ordered += row["new"]
    return numbers, ordered


def _orders(event: Event, at: datetime) -> dict[str, int]:
    pending = Q(state=OrderState.PENDING)
    found: dict[str, int] = Order.objects.filter(event=event).aggregate(
        pending=Count("pk", filter=pending),
        late=Count("pk", filter=pending & Q(pay_until__lt=at)),
        refunds=Count("pk", filter=Q(refund_needed=True)),
        again=Count("pk", filter=Q(follow_up_on__lte=zones.day(at))),
    )
    return found


def _money(event: Event, at: datetime) -> dict[str, Decimal]:
    """What came in less what went back, today and until now; and what is still to come in."""
    today = zones.day(at, event.zone)
    found = dict.fromkeys(("paid", "paid_today", "owed"), Decimal(0))
    with counting.days_of(event.zone):
        for row in counting.entries(event):
            found["owed"] += row["sum"]
            if row["kind"] in {EntryKind.PAYMENT, EntryKind.REFUND}:
                found["paid"] -= row["sum"]
                found["paid_today"] -= row["sum"] if row["day"] == today else 0
    return found


# --- The line of sales --------------------------------------------------------------------------


def _line(event: Event, kinds: Iterable[TicketType], at: datetime) -> tuple[datetime, datetime]:
    """From the first day of any sale to the last; now is on it."""
    rows = list(kinds)
    begins = [row.sales_from for row in rows] + [event.registration_opens_at]
    ends = [row.sales_until for row in rows] + [event.registration_closes_at]
    first = min([moment for moment in begins if moment] or [at - SPARE])
    last = max([moment for moment in ends if moment] or [at + SPARE])
    return min(first, at), max(last, at, first + timedelta(days=1))


def _window(
    kind: TicketType, numbers: dict[str, int], begins: datetime, ends: datetime, at: datetime
) -> Window:
    start = _share(kind.sales_from or begins, begins, ends)
    end = _share(kind.sales_until or ends, begins, ends)
    return Window(kind, state(kind, at), start=start, width=max(end - start, 0), **numbers)


def _share(moment: datetime, begins: datetime, ends: datetime) -> float:
    return min(max((moment - begins) / (ends - begins), 0), 1) * 100


def state(kind: TicketType, at: datetime) -> str:
    """Where a type of a loaded event stands at `at`: "off", "over", "later" or "on"."""
    if not kind.is_active:
        return "off"
    event = kind.event
    opens, closes = event.registration_opens_at, event.registration_closes_at
    ends = [moment for moment in (kind.sales_until, closes) if moment]
    if event.is_over(at) or event.cancelled_at is not None or any(end <= at for end in ends):
        return "over"
    begins = kind.sales_from if opens and opens <= at else opens
    return "later" if opens is None or (begins and begins > at) else "on"


# --- What is missing ----------------------------------------------------------------------------


def lacks(
    event: Event, kinds: Sequence[TicketType], stocks: Sequence[Any], at: datetime
) -> list[Lack]:
    """What keeps people from registering, or will surprise somebody; nothing of what is over."""
    if event.is_over(at) or event.cancelled_at is not None:
        return []
    active = [kind for kind in kinds if kind.is_active]
    found = [*_of_event(event), *_of_types(event, active, at), *_gaps(event, active, at)]
    unused = [stock.name for stock in stocks if not stock.is_used]
    if unused:
        text = _("No ticket type takes its places from: %s.") % _listed(unused)
        found.append(Lack(text, "stocks"))
    return found


def _of_event(event: Event) -> Iterable[Lack]:
    if not event.is_public:
        yield Lack(_("The event is not public: nobody but staff knows of it."), "event")
    if event.registration_opens_at is None:
        yield Lack(_("Registration has no opening day: it stays closed."), "event")
    if not event.contact_email:
        yield Lack(_("There is no contact address: buyers find nobody to ask."), "event")


def _of_types(event: Event, active: Sequence[TicketType], at: datetime) -> Iterable[Lack]:
    if not active:
        yield Lack(_("Nothing is for sale: no ticket type is active."), "types")
    elif event.registration_is_open(at) and not any(pricing.is_on_sale(row, at) for row in active):
        yield Lack(_("Registration is open, but no ticket is on sale now."), "types")
    endless = [kind.name for kind in active if not kind.stocks.all()]
    if endless:
        text = _("These take their places from no stock, so they never sell out: %s.")
        yield Lack(text % _listed(endless), "types")


def _gaps(event: Event, active: Sequence[TicketType], at: datetime) -> Iterable[Lack]:
    """Days on which one step of a price is over and the next has not begun."""
    steps: dict[str, list[TicketType]] = defaultdict(list)
    for kind in active:
        if kind.step_of:
            steps[kind.step_of].append(kind)
    early = datetime.min.replace(tzinfo=at.tzinfo)
    for name, rows in steps.items():
        for one, two in pairwise(sorted(rows, key=lambda row: row.sales_from or early)):
            if one.sales_until and two.sales_from and max(one.sales_until, at) < two.sales_from:
                days = [moments.shown(day, event.zone) for day in (one.sales_until, two.sales_from)]
                text = _("%(name)s is not on sale from %(end)s until %(start)s.")
                params = {"name": name, "end": days[0], "start": days[1]}
                yield Lack(text % params, "types")


def _listed(names: list[str]) -> str:
    return get_text_list(names, _("and"))
