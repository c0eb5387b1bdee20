"""What happens by itself: drafts nobody goes on with are reminded of once, and later erased."""

from datetime import datetime, timedelta

from django.db import transaction

from foundation.base import beat, clock
from members.applications import mails
from members.applications.models import Application, Rules
from members.applications.services import filling

AT_ONCE = 100


@transaction.atomic
def remind(at: datetime) -> int:
    """Remind of drafts untouched for as long as the rules say, each once; returns how many."""
    since = at - timedelta(days=Rules.objects.current().remind_days)
    idle = Application.objects.idle(since).filter(reminded_at__isnull=True)
    rows = list(idle.select_for_update(skip_locked=True).order_by("pk")[:AT_ONCE])
    for row in rows:
        row.reminded_at = at
        row.save(update_fields=["reminded_at"])
        mails.reminder(row, at)
    return len(rows)


@transaction.atomic
def erase_idle(at: datetime) -> int:
    """Erase drafts untouched for as long as the rules say, if they were reminded of before the
    last days of that time; returns how many."""
    rules = Rules.objects.current()
    since = at - timedelta(days=rules.erase_days)
    warned = at - timedelta(days=rules.erase_days - rules.remind_days)
    idle = Application.objects.idle(since).filter(reminded_at__lte=warned)
    rows = list(idle.select_for_update(skip_locked=True).order_by("pk")[:AT_ONCE])
    for row in rows:
        filling.erase(application=row)
    return len(rows)


@beat.every(minutes=60)
def remind_of_idle_drafts() -> int:
    """Drafts untouched for weeks; returns how many were reminded of."""
    return remind(clock.now())


@beat.every(minutes=60)
def erase_idle_drafts() -> int:
    """Drafts untouched for months; returns how many were erased."""
    return erase_idle(clock.now())
