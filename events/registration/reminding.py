"""Reminders: which are due, and to whom. A mail's key says that it has been written (domain 4.2).

Other rooms that remind of something declare a kind of their own when the process starts.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import CharField, Exists, OuterRef, Value
from django.db.models.functions import MD5, Cast, Concat
from django.utils.functional import Promise

from events.registration import tasks
from events.registration.models import Order, OrderState, Reminder, Ticket
from foundation.base import beat, clock, zones
from foundation.base.models import Mail

# So many are queued a minute and reminder; the others have their turn in the next one.
MOST = 500
# Nobody is reminded of what they ordered a moment ago.
AT_LEAST_OLD = timedelta(days=1)


@dataclass(frozen=True)
class Due:
    """A reminder whose turn it may be. `until` is the next smaller number of days it has.

    Whoever is nearer than that is reminded by the later one alone.
    """

    reminder: Reminder
    until: int
    at: datetime


@dataclass(frozen=True)
class ReminderKind:
    """What people are reminded of. `queue` has the mails written that are due, and counts them."""

    name: str
    label: str | Promise
    queue: Callable[[Due], int]


_kinds: dict[str, ReminderKind] = {}


def declare(kind: ReminderKind) -> None:
    """Let staff choose this reminder for an event."""
    _kinds[kind.name] = kind


def kinds() -> list[ReminderKind]:
    """All that were declared."""
    return list(_kinds.values())


@beat.every(minutes=1)
def remind() -> int:
    """Queue the reminders that are due; returns how many. Two workers share the work."""
    at = clock.now()
    with transaction.atomic():
        rows = Reminder.objects.in_force(at).select_related("event")
        mine = list(rows.select_for_update(of=["self"], skip_locked=True).order_by("pk"))
        days = Reminder.objects.filter(event__in={row.event_id for row in mine}, kind__in=_kinds)
        known: dict[tuple[int, str], list[int]] = {}
        for event_id, kind, number in days.values_list("event", "kind", "days"):
            known.setdefault((event_id, kind), []).append(number)
        return sum(
            _kinds[row.kind].queue(Due(row, _until(row, known), at))
            for row in mine
            if row.kind in _kinds
        )


def _until(row: Reminder, known: dict[tuple[int, str], list[int]]) -> int:
    nearer = [days for days in known[row.event_id, row.kind] if days < row.days]
    return max(nearer, default=0)


def _written() -> Exists:
    """Whether a mail with the `reminder_key` of the outer row is there."""
    return Exists(Mail.objects.filter(key=OuterRef("reminder_key")))


def unpaid(due: Due) -> int:
    """Orders that wait for their transfer; one that is paid, cancelled or late is left alone."""
    row = due.reminder
    key = Concat(Value("payment_reminder:"), Cast("pk", CharField()), Value(f":{row.days}"))
    orders = Order.objects.filter(
        event=row.event_id,
        state=OrderState.PENDING,
        pay_until__gt=due.at + timedelta(days=due.until),
        pay_until__lte=due.at + timedelta(days=row.days),
        placed_at__lte=due.at - AT_LEAST_OLD,
    )
    fresh = orders.annotate(reminder_key=key).exclude(_written())
    found = list(fresh.order_by("pk").values_list("pk", flat=True)[:MOST])
    for pk in found:
        tasks.mail_payment_reminder.enqueue(pk, row.days)
    return len(found)


def of_event(due: Due) -> int:
    """Everybody who comes, once each, from so many days before its first day in its own zone."""
    row = due.reminder
    left = (row.event.starts_on - zones.day(due.at, row.event.zone)).days
    if not due.until < left <= row.days:
        return 0
    begins = event_key(row, "")
    tickets = Ticket.objects.valid().filter(order__event=row.event_id).exclude(attendee_email="")
    key = Concat(Value(begins), MD5("attendee_email"))
    fresh = tickets.annotate(reminder_key=key).exclude(_written())
    emails = fresh.order_by("attendee_email").values_list("attendee_email", flat=True).distinct()
    found = list(emails[:MOST])
    for email in found:
        tasks.mail_event_reminder.enqueue(row.event_id, email, event_key(row, email))
    return len(found)


def event_key(row: Reminder, email: str) -> str:
    """The key of the mail to one person; an event that is moved reminds of its new day again."""
    mark = hashlib.md5(email.encode(), usedforsecurity=False).hexdigest() if email else ""
    return f"event_reminder:{row.event_id}:{row.event.starts_on}:{row.days}:{mark}"


declare(ReminderKind("payment_reminder", "To pay: days before an order has to be paid", unpaid))
declare(ReminderKind("event_reminder", "Of the event: days before its first day", of_event))
