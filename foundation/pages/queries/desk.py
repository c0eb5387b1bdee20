"""The desk of the staff: what waits, what happens, what came in. A fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, Model, OuterRef, Q, Sum
from django.db.models.functions import TruncDate
from django.http import HttpRequest
from django.tasks import TaskResultStatus
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from events.letters.models import LetterState, TravelApplication, TravelState, VisaLetter
from events.models import Event
from events.registration.models import Order, OrderState, RefundRequest, Stock, Ticket
from events.registration.models import RefundState as RequestState
from foundation.base import zones
from foundation.base.models import Mail, MailState
from foundation.billing.bank.models import BankLine, LineState
from foundation.billing.models import (
    Entry,
    EntryKind,
    EventState,
    ProviderEvent,
    Refund,
    RefundState,
    Way,
)
from foundation.pages.models import ContactMessage
from members.models import Membership
from projects.hosting.models import Enquiry, EnquiryState

# How far back the curve of an event and the sums of money look.
DAYS = 30
MOST_EVENTS = 4
NEWEST = 8


@dataclass(frozen=True)
class Tile:
    """A number of things, what they are, and the list that shows them."""

    number: int
    label: str
    url: str
    colour: str
    note: str = ""


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


def may(request: HttpRequest, model: type[Model]) -> bool:
    """Whether this member of staff may see the rows of `model`."""
    opts = model._meta
    seen = (f"{opts.app_label}.{act}_{opts.model_name}" for act in ("view", "change"))
    return any(request.user.has_perm(permission) for permission in seen)


def address(model: type[Model], query: str = "") -> str:
    """The list of `model` in the admin, filtered by `query`."""
    opts = model._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist") + query


def waits(request: HttpRequest, at: datetime) -> list[Tile]:
    """What somebody of the staff has to do next: twelve queries."""
    tiles = []
    if may(request, Order):
        tiles += _orders(at)
    if may(request, RefundRequest):
        asked = RefundRequest.objects.waiting().count()
        waits_for = {"state": RequestState.ASKED}
        tiles.append(_tile(asked, "refund requests to answer", RefundRequest, **waits_for))
    tiles += _money_back(request)
    if may(request, VisaLetter):
        tiles += _letters(at)
    if may(request, TravelApplication):
        asked = TravelApplication.objects.waiting().count()
        state = TravelState.SUBMITTED
        tiles.append(_tile(asked, "travel support to decide", TravelApplication, state=state))
    if may(request, BankLine):
        lost = BankLine.objects.open().count()
        tiles.append(_tile(lost, "bank lines to match", BankLine, state=LineState.UNMATCHED))
    if may(request, Enquiry):
        asked = Enquiry.objects.waiting().count()
        tiles.append(_tile(asked, "hosting enquiries to take up", Enquiry, state=EnquiryState.NEW))
    if may(request, ContactMessage):
        open_ = ContactMessage.objects.filter(answered_at=None).count()
        url = address(ContactMessage, "?answered=no")
        tiles.append(Tile(open_, "messages to answer", url, _colour(open_)))
    if may(request, Mail):
        failed = Mail.objects.filter(state=MailState.FAILED).count()
        tiles.append(_tile(failed, "mails that failed", Mail, "red", state=MailState.FAILED))
    if may(request, DBTaskResult):
        failed = DBTaskResult.objects.failed().count()
        status = TaskResultStatus.FAILED
        tiles.append(_tile(failed, "tasks that failed", DBTaskResult, "red", status=status))
    return tiles


def _orders(at: datetime) -> list[Tile]:
    going = Refund.objects.in_flight().filter(account=OuterRef("account"))
    found = Order.objects.aggregate(
        pending=Count("pk", filter=Q(state=OrderState.PENDING)),
        late=Count("pk", filter=Q(state=OrderState.PENDING, pay_until__lt=at)),
        refunds=Count("pk", filter=Q(refund_needed=True)),
        going=Count("pk", filter=Q(Exists(going), refund_needed=True)),
        again=Count("pk", filter=Q(follow_up_on__lte=zones.day(at))),
    )
    late = f"{found['late']} of them late" if found["late"] else ""
    again = _colour(found["again"])
    on_the_way = f"{found['going']} of them under way" if found["going"] else ""
    return [
        _tile(found["pending"], "orders to be paid", Order, note=late, state=OrderState.PENDING),
        _tile(found["refunds"], "refunds to make", Order, "red", on_the_way, refund_needed=1),
        Tile(found["again"], "orders to follow up", address(Order, "?follow_up=due"), again),
    ]


def _money_back(request: HttpRequest) -> list[Tile]:
    tiles = []
    if may(request, Refund):
        found = Refund.objects.aggregate(
            transfer=Count("pk", filter=Q(way=Way.TRANSFER, state=RefundState.ASKED)),
            failed=Count("pk", filter=Q(state=RefundState.FAILED)),
        )
        asked = {"way": Way.TRANSFER, "state": RefundState.ASKED}
        failed = {"state": RefundState.FAILED}
        tiles.append(_tile(found["transfer"], "refunds to transfer", Refund, **asked))
        tiles.append(_tile(found["failed"], "refunds that failed", Refund, "red", **failed))
    if may(request, ProviderEvent):
        flagged = ProviderEvent.objects.filter(state=EventState.FLAGGED).count()
        label = "card messages to look at"
        tiles.append(_tile(flagged, label, ProviderEvent, "red", state=EventState.FLAGGED))
    return tiles


def _letters(at: datetime) -> list[Tile]:
    """Letters to review, and those that are out for a ticket that is gone: two queries."""
    found = VisaLetter.objects.waiting().aggregate(
        waiting=Count("pk"), late=Count("pk", filter=Q(due_at__lte=at))
    )
    late = f"{found['late']} overdue" if found["late"] else ""
    gone = VisaLetter.objects.unfounded().count()
    url = address(VisaLetter, "?needs=unfounded")
    return [
        _tile(
            found["waiting"],
            "visa letters to review",
            VisaLetter,
            alarm="red" if late else "gold",
            note=late,
            state=LetterState.REQUESTED,
        ),
        Tile(gone, "visa letters to revoke", url, _colour(gone, "red")),
    ]


def _tile(
    number: int, label: str, model: type[Model], alarm: str = "gold", note: str = "", **lookup: Any
) -> Tile:
    query = "&".join(f"{name}__exact={value}" for name, value in lookup.items())
    return Tile(number, label, address(model, f"?{query}"), _colour(number, alarm), note)


def _colour(number: int, alarm: str = "gold") -> str:
    return alarm if number else "green"


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


def members(day: date) -> list[tuple[str, int, str, str]]:
    """Members on `day` by tier, as rows of a chart that lead to the directory: one query."""
    held = Membership.objects.on(day).order_by("tier__rank").values_list("tier__name", "tier__slug")
    colours = {"platinum": "blue", "gold": "gold", "silver": "green"}
    directory = reverse("members:directory")
    return [
        (name, number, colours.get(slug, "blue"), f"{directory}?tier={slug}")
        for name, slug, number in held.annotate(number=Count("organization", distinct=True))
    ]


def newest() -> Iterable[Order]:
    """The orders that were sent off last: one query."""
    return Order.objects.placed().select_related("event").order_by("-placed_at")[:NEWEST]
