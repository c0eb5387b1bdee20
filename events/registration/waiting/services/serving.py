"""Moving a line on: who comes next is offered what is free, for a set time (domain 4.1).

Each step is a transaction of its own that holds the line, so two workers never offer one place
twice, and one that is killed has done a step wholly or not at all. A ticket may take a place of
several stocks, each with its line: offers are made in the order in which people joined any of
them, so that two who need the same two places never keep one each from the other.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.tasks import task
from django.utils.translation import gettext as _

from events.registration.models import (
    Code,
    CodeKind,
    Effect,
    Order,
    OrderState,
    Stock,
    TicketType,
)
from events.registration.services import keeping
from events.registration.waiting import queries, tasks
from events.registration.waiting.models import Entry, Line, shut_out
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
    """Close the offers of a line that are taken or over, end it with the sale, offer what is free,
    in whichever line of the event its people stand.

    It may run at any time, twice, and by two workers at once. Returns how many steps were done.
    """
    line = Line.objects.select_related("stock__event").filter(stock=stock_id).first()
    if line is None:
        return 0
    done = sum(_close(entry, at) for entry in _to_close(line, at))
    done += sum(_end(entry, at) for entry in _to_end(line, at))
    while done < MOST and _offer_next(line.stock.event_id, at):
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
    """Everybody once nothing is sold any more, else those whose ticket will not be sold again, or
    not to them."""
    if not line.stock.event.registration_is_open(at):
        return list(line.entries.live().in_order()[:MOST])
    rows = line.entries.waiting()
    kinds = TicketType.objects.filter(pk__in=rows.values("ticket_type"))
    gone = [kind for kind in kinds if not queries.will_be_sold(queries.steps_of(kind), at)]
    return list(rows.filter(Q(ticket_type__in=gone) | shut_out(at)).in_order()[:MOST])


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
def _offer_next(event_id: int, at: datetime) -> bool:
    """Offer free places to the first in any line of an event whose ticket can be had; whether one
    was offered. Who needs places of several stocks gets all of them or none."""
    waited_for = Stock.objects.filter(event=event_id, waiting__gt=0)
    if not waited_for.filter(taken__lt=F("size")).exists():
        return False
    held = {line.pk: line for line in lines.lock_all(event_id)}
    cannot = _lacking(event_id)
    rows = queries.entries().waiting().filter(line__in=held).exclude(ticket_type__in=cannot)
    for entry in rows.in_order()[:DEPTH]:
        line = held[entry.line_id]
        if entry.ticket_type_id in cannot or not line.stock.event.registration_is_open(at):
            continue
        try:
            _offer(line, entry, at)
        except RuleError as refusal:
            # Whoever came with a code or an invitation may have lost it; the next has not.
            if refusal.code != "not_for_them" or entry.ticket_type.is_public:
                cannot.add(entry.ticket_type_id)
        else:
            return True
    return False


def _lacking(event_id: int) -> set[int]:
    """Types without steps of which one takes a stock that is full: they cannot be had now."""
    full = TicketType.objects.filter(
        event=event_id, step_of="", stocks__taken__gte=F("stocks__size")
    )
    return set(full.values_list("pk", flat=True))


def _offer(line: Line, entry: Entry, at: datetime) -> None:
    """Keep the places for an entry of a locked line and write to it.

    Whoever stands in front has been asked before, or is passed over by staff. Raises RuleError
    `not_for_them` when the ticket is not on sale, or not to them, and `sold_out`.
    """
    steps = queries.steps_for(entry, at)
    now = queries.on_sale(steps, at)
    if now is None:
        raise RuleError(_("This ticket is not on sale to this person."), code="not_for_them")
    event = line.stock.event
    until = at + line.offer_time
    if event.registration_closes_at is not None:
        until = min(until, event.registration_closes_at)
    places = {row.pk: 1 for row in now.stocks.all()}
    with transaction.atomic():
        code = _code(entry, event.pk, until)
        code.ticket_types.set(steps)
        keeping.keep(code=code, places=places, before_all=places.keys())
    entry.code, entry.offered_at, entry.offer_until = code, at, until
    entry.save(update_fields=["code", "offered_at", "offer_until"])
    lines.count(line)
    tasks.mail_offered.enqueue(entry.pk)


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
        with_code=entry.came_with,
        with_invitation=entry.invitation,
    )


@transaction.atomic
def offer_now(*, entry: Entry, at: datetime) -> Entry:
    """Staff: offer a free place to somebody before those who stand in front of them.

    Raises RuleError `not_waiting` for who has an offer or is gone, and `no_place`.
    """
    line = lines.lock(entry.line_id)
    entry = queries.entries().get(pk=entry.pk)
    if not line.entries.waiting().filter(pk=entry.pk).exists():
        raise RuleError(
            _("This person has an offer already, or left the line."), code="not_waiting"
        )
    try:
        _offer(line, entry, at)
    except RuleError as refusal:
        raise RuleError(
            _(
                "No place is free, or the ticket is not on sale to this person. Add places to the "
                "stock first."
            ),
            code="no_place",
        ) from refusal
    return entry
