"""Standing in line, and leaving it (domain 4.1)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from events.registration.models import Stock, TicketType
from events.registration.waiting import queries, tasks
from events.registration.waiting.models import Entry, Line
from events.registration.waiting.services import lines
from foundation.base import zones
from foundation.base.errors import RuleError


@transaction.atomic
def join(*, ticket_type: TicketType, email: str, at: datetime) -> Entry:
    """Stand in line for a ticket type that is sold out, and get a mail that says where.

    Who stands there already is written to again, at most once a day, and keeps their place: the
    caller must answer both alike, so that nobody learns who waits. Raises RuleError `closed`,
    `not_on_sale`, or `not_sold_out` when there are places to buy.
    """
    if not ticket_type.event.registration_is_open(at):
        raise RuleError(_("Registration for this event is closed."), code="closed")
    wanted = queries.on_sale(queries.steps_of(ticket_type), at)
    if wanted is None:
        raise RuleError(_("This ticket is not on sale now."), code="not_on_sale")
    line = _line_of(wanted)
    email = email.strip().lower()
    entry = line.entries.live().filter(email=email).first()
    if entry is None:
        entry = Entry(line=line, ticket_type=wanted, email=email, created_at=at)
        entry.validate_constraints()
        entry.save()
        lines.count(line)
    tasks.mail_joined.enqueue(entry.pk, zones.day(at).isoformat())
    return entry


def _line_of(ticket_type: TicketType) -> Line:
    """The locked line of the stock that a ticket type lacks: of several, the longest."""
    lacking = [row for row in ticket_type.stocks.all() if not row.free]
    if not lacking:
        raise _not_sold_out()
    longest = max(lacking, key=lambda row: (row.waiting, -row.pk))
    line, _new = Line.objects.get_or_create(stock=longest)
    line = lines.lock(line.pk)
    # A place may have come back, or been added, since.
    if Stock.objects.get(pk=line.stock_id).free:
        raise _not_sold_out()
    return line


def _not_sold_out() -> RuleError:
    return RuleError(
        _("There are places again: you need not wait, choose your tickets."), code="not_sold_out"
    )


@transaction.atomic
def leave(*, entry: Entry, at: datetime) -> Entry:
    """Leave the line, or give an offer back. A second call changes nothing."""
    line = lines.lock(entry.line_id)
    entry = queries.entries().get(pk=entry.pk)
    if not entry.is_live:
        return entry
    entry.left_at = at
    entry.save(update_fields=["left_at"])
    lines.count(line)
    lines.withdraw(entry, at)
    return entry
