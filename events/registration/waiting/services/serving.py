"""Moving a line on: who comes next is offered what is free, for a set time (domain 4.1).

Each step is a transaction of its own that holds the line, so two workers never offer one place
twice, and one that is killed has done a step wholly or not at all.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.tasks import task
from django.utils.translation import gettext as _

from events.registration.models import Code, CodeKind, Effect, Order, OrderState, TicketType
from events.registration.services import keeping
from events.registration.waiting import queries, tasks
from events.registration.waiting.models import Entry, Line
from events.registration.waiting.services import lines
from foundation.base import beat, clock, tokens
from foundation.base.errors import RuleError

# Steps of one line in one go; the next beat goes on.
MOST = 500
# How far down the line one looks for somebody whose ticket can be had now.
DEPTH = 200


def serve_soon(stock_id: int) -> None:
    """Have the next in line offered the place that comes back with this transaction."""
    serve.enqueue(stock_id)


@task()
def serve(stock_id: int) -> int:
    """Move the line of a stock on; returns how many steps were done."""
    return serve_stock(stock_id=stock_id, at=clock.now())


@beat.every(seconds=15)
def move_waiting_lists_on() -> int:
    """Move every line on; returns how many steps were done."""
    return serve_due(clock.now())


def serve_due(at: datetime) -> int:
    """Move every line on in which somebody stands; returns how many steps were done."""
    rows = Line.objects.filter(Exists(Entry.objects.live().filter(line=OuterRef("pk"))))
    stocks = list(rows.order_by("stock_id").values_list("stock_id", flat=True))
    return sum(serve_stock(stock_id=stock_id, at=at) for stock_id in stocks)


def serve_stock(*, stock_id: int, at: datetime) -> int:
    """Close the offers of a line that are taken or over, end it with the sale, offer what is free.

    It may run at any time, twice, and by two workers at once. Returns how many steps were done.
    """
    line = Line.objects.select_related("stock__event").filter(stock=stock_id).first()
    if line is None:
        return 0
    done = sum(_close(entry, at) for entry in _to_close(line, at))
    done += sum(_end(entry, at) for entry in _to_end(line, at))
    while done < MOST and _offer_next(line.pk, at):
        done += 1
    return done


# --- Offers that are taken, or over ------------------------------------------------------------


def _to_close(line: Line, at: datetime) -> list[Entry]:
    rows = line.entries.offered().filter(Exists(_placed(OuterRef("code"))) | Q(offer_until__lte=at))
    return list(rows.in_order()[:MOST])


def _placed(code: Any) -> QuerySet[Order]:
    """Orders sent off with a place that was kept for this code."""
    return Order.objects.filter(
        reservations__promise__code=code, state__in=[OrderState.PENDING, OrderState.PAID]
    )


@transaction.atomic
def _close(entry: Entry, at: datetime) -> bool:
    """Write down that an offer was taken, or let it lapse unless it is just being taken."""
    lines.lock(entry.line_id)
    entry = queries.entries().get(pk=entry.pk)
    if entry.code is None or not entry.is_live:
        return False
    order = _placed(entry.code).first()
    if order is not None:
        entry.taken_at = order.placed_at
        entry.save(update_fields=["taken_at"])
        keeping.end(code=entry.code, at=at)
        return True
    is_over = entry.offer_until is not None and entry.offer_until <= at
    if not is_over or not keeping.end(code=entry.code, at=at, unless_taken=True):
        return False
    entry.lapsed_at = at
    entry.save(update_fields=["lapsed_at"])
    tasks.mail_lapsed.enqueue(entry.pk)
    return True


# --- The end of the sale -----------------------------------------------------------------------


def _to_end(line: Line, at: datetime) -> list[Entry]:
    """Everybody once nothing is sold any more, else those whose ticket will not be sold again."""
    if not line.stock.event.registration_is_open(at):
        return list(line.entries.live().in_order()[:MOST])
    rows = line.entries.waiting()
    kinds = TicketType.objects.filter(pk__in=rows.values("ticket_type"))
    gone = [kind for kind in kinds if not queries.will_be_sold(queries.steps_of(kind), at)]
    return list(rows.filter(ticket_type__in=gone).in_order()[:MOST]) if gone else []


@transaction.atomic
def _end(entry: Entry, at: datetime) -> bool:
    line = lines.lock(entry.line_id)
    entry = queries.entries().get(pk=entry.pk)
    if not entry.is_live:
        return False
    entry.ended_at = at
    entry.save(update_fields=["ended_at"])
    lines.count(line)
    lines.withdraw(entry, at)
    tasks.mail_ended.enqueue(entry.pk)
    return True


# --- Offers ------------------------------------------------------------------------------------


@transaction.atomic
def _offer_next(line_id: int, at: datetime) -> bool:
    """Offer a free place to the first in line whose ticket can be had; whether one was offered."""
    if not Line.objects.filter(pk=line_id, stock__taken__lt=F("stock__size")).exists():
        return False
    line = lines.lock(line_id)
    if not line.stock.event.registration_is_open(at):
        return False
    cannot: set[int] = set()
    for entry in line.entries.waiting().in_order().select_related("ticket_type")[:DEPTH]:
        if entry.ticket_type_id in cannot:
            continue
        if _offer(line, entry, at, before_all={line.stock_id}):
            return True
        cannot.add(entry.ticket_type_id)
    return False


def _offer(line: Line, entry: Entry, at: datetime, *, before_all: set[int] | None) -> bool:
    """Keep a place for an entry of a locked line and write to it; False if there is none.

    Those in other lines are served before, except of the stocks `before_all` (None: of any).
    """
    steps = list(queries.steps_of(entry.ticket_type).prefetch_related("stocks"))
    now = queries.on_sale(steps, at)
    if now is None:
        return False
    event = line.stock.event
    until = at + line.offer_time
    if event.registration_closes_at is not None:
        until = min(until, event.registration_closes_at)
    places = {row.pk: 1 for row in now.stocks.all()}
    try:
        with transaction.atomic():
            code = _code(entry, event.pk, until)
            code.ticket_types.set(steps)
            keeping.keep(code=code, places=places, before_all=before_all or places.keys())
    except RuleError:
        return False
    entry.code, entry.offered_at, entry.offer_until = code, at, until
    entry.save(update_fields=["code", "offered_at", "offer_until"])
    lines.count(line)
    tasks.mail_offered.enqueue(entry.pk)
    return True


def _code(entry: Entry, event_id: int, until: datetime) -> Code:
    """A code for one ticket that only the address in line can use, and nobody can guess."""
    text = f"WAIT-{tokens.code(10)}"
    return Code.objects.create(
        event_id=event_id,
        text=text,
        folded=tokens.forgive(text),
        kind=CodeKind.WAITING,
        effect=Effect.NONE,
        most_uses=1,
        valid_until=until,
        owner_email=entry.email,
    )


@transaction.atomic
def offer_now(*, entry: Entry, at: datetime) -> Entry:
    """Staff: offer a free place to somebody before those who stand in front of them.

    Raises RuleError `not_waiting` for who has an offer or is gone, and `no_place`.
    """
    line = lines.lock(entry.line_id)
    entry = Entry.objects.select_related("ticket_type").get(pk=entry.pk)
    if not line.entries.waiting().filter(pk=entry.pk).exists():
        raise RuleError(
            _("This person has an offer already, or left the line."), code="not_waiting"
        )
    if not _offer(line, entry, at, before_all=None):
        raise RuleError(
            _("No place is free, or the ticket is not on sale. Add places to the stock first."),
            code="no_place",
        )
    return entry
