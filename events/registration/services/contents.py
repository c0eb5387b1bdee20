"""What an order contains: which tickets, at which price, whose."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.models import Event
from events.registration.models import Order, OrderState, Ticket, TicketType
from events.registration.services import stock
from foundation.base.errors import RuleError

# A ticket type's key and how many of it.
type Line = tuple[int, int]
type Chosen = list[tuple[TicketType, int]]

HOLD = timedelta(minutes=30)

ATTENDEE = (
    "attendee_name",
    "attendee_email",
    "organization",
    "job_title",
    "pronouns",
    "dietary_needs",
    "accessibility_needs",
    "shirt_size",
)


def total(chosen: Chosen) -> Decimal:
    """What these tickets cost together, in the event's currency, tax included."""
    return sum((row.price * count for row, count in chosen if row.price), Decimal(0))


def new_tickets(order: Order, chosen: Chosen) -> list[Ticket]:
    """Tickets for `order`, not saved, numbered from 1, at today's prices."""
    rows = [row for row, count in chosen for _ in range(count)]
    return [
        Ticket(
            order=order,
            ticket_type=row,
            position=number,
            price=row.price or Decimal(0),
            tax_rate=row.tax_rate,
        )
        for number, row in enumerate(rows, start=1)
    ]


def choose(event: Event, lines: Sequence[Line], at: datetime) -> Chosen:
    """The ticket types of `lines` as anybody may buy them at `at`, with their quantities.

    A hidden type is refused like one that does not exist. Raises RuleError `closed`,
    `nothing_chosen`, `not_on_sale` or `too_many`.
    """
    if not event.registration_is_open(at):
        raise RuleError(_("Registration for this event is closed."), code="closed")
    wanted: Counter[int] = Counter()
    for key, quantity in lines:
        wanted[key] += quantity
    if any(quantity < 0 for quantity in wanted.values()) or not +wanted:
        raise RuleError(_("Choose at least one ticket."), code="nothing_chosen")
    on_sale = event.ticket_types.public().on_sale(at).prefetch_related("stocks")
    chosen = [(row, wanted[row.pk]) for row in on_sale.filter(pk__in=+wanted)]
    if len(chosen) < len(+wanted):
        raise RuleError(
            _("One of these tickets is not on sale any more. Look at the prices and choose again."),
            code="not_on_sale",
        )
    for row, quantity in chosen:
        if quantity > row.most_per_order:
            message = ngettext(
                "%(name)s: at most %(most)d ticket in one order.",
                "%(name)s: at most %(most)d tickets in one order.",
                row.most_per_order,
            )
            params = {"name": row.name, "most": row.most_per_order}
            raise RuleError(message, code="too_many", params=params)
    return chosen


def rewrite(order: Order, chosen: Chosen, at: datetime) -> None:
    """Give a locked order these tickets, half an hour, and last of all their places."""
    order.state = OrderState.HELD
    order.held_until = max(order.held_until or at, at + HOLD)
    order.closed_at = None
    order.closed_because = ""
    order.total = total(chosen)
    order.save()
    _keep_tickets(order, chosen)
    stock.reserve(order, stock.needs_of(chosen))


def _keep_tickets(order: Order, chosen: Chosen) -> None:
    """Make the tickets of an order what was chosen; what was typed for them stays.

    A ticket keeps its attendee, else an attendee whose ticket is gone moves to a new one: who
    changes to another price need not type the names again.
    """
    spare = list(order.tickets.order_by("position"))
    rows = new_tickets(order, chosen)
    for row in rows:
        same = next((old for old in spare if old.ticket_type_id == row.ticket_type_id), None)
        if same is not None:
            spare.remove(same)
            row.pk, row.secret, row.code = same.pk, same.secret, same.code
            _copy_attendee(same, row)
    for row, old in zip((row for row in rows if row.pk is None), spare, strict=False):
        _copy_attendee(old, row)
    kept = [row for row in rows if row.pk is not None]
    order.tickets.exclude(pk__in=[row.pk for row in kept]).delete()
    # Positions are unique in an order: first out of the way, then into their new sequence.
    order.tickets.update(position=F("position") + 1000)
    Ticket.objects.bulk_update(kept, ["position", "price", "tax_rate"])
    Ticket.objects.bulk_create(row for row in rows if row.pk is None)


def _copy_attendee(old: Ticket, new: Ticket) -> None:
    for name in ATTENDEE:
        setattr(new, name, getattr(old, name))
