"""Reminders of tickets that lack a person or an answer; staff choose the days of each event."""

from django.db.models import CharField, Exists, OuterRef, Value
from django.db.models.functions import Cast, Concat

from events.groups import tasks
from events.registration import reminding
from events.registration.models import Ticket
from events.registration.reminding import MOST, Due, ReminderKind
from foundation.base import zones
from foundation.base.models import Mail


def of_incomplete(due: Due) -> int:
    """The purchaser once for all tickets without a person; each holder for a missing answer."""
    row = due.reminder
    left = (row.event.starts_on - zones.day(due.at, row.event.zone)).days
    if not due.until < left <= row.days:
        return 0
    tickets = Ticket.objects.filter(order__event=row.event_id).incomplete(due.at)
    nobody = tickets.filter(attendee_name="").values_list("order", flat=True).distinct()
    orders = [pk for pk in nobody if not _is_written(f"incomplete_order:{pk}:{row.days}")][:MOST]
    for pk in orders:
        tasks.mail_incomplete_order.enqueue(pk, row.days)
    key = Concat(
        Value("incomplete_ticket:"), Cast("pk", CharField()), Value(":"), "code",
        Value(f":{row.days}"),
    )  # fmt: skip
    named = tickets.exclude(attendee_name="").annotate(reminder_key=key)
    fresh = named.exclude(Exists(Mail.objects.filter(key=OuterRef("reminder_key"))))
    holders = list(fresh.order_by("pk").values_list("pk", flat=True)[:MOST])
    for pk in holders:
        tasks.mail_incomplete_ticket.enqueue(pk, row.days)
    return len(orders) + len(holders)


def _is_written(key: str) -> bool:
    return Mail.objects.filter(key=key).exists()


def declare() -> None:
    """Let staff choose this reminder."""
    reminding.declare(
        ReminderKind(
            "incomplete_tickets",
            "Of tickets without a person or an answer: days before the event",
            of_incomplete,
        )
    )
