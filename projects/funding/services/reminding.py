"""Funders whose invoice was not paid by its day are reminded, once for each invoice (domain 1)."""

from datetime import datetime

from django.db import transaction

from foundation.base import beat, clock, zones
from projects.funding import queries, tasks
from projects.funding.models import Pledge

AT_ONCE = 100


@transaction.atomic
def remind(*, at: datetime) -> int:
    """Queue the reminders of what is late on the day of `at`; returns how many.

    Rows that another worker has taken are left to it.
    """
    day = zones.day(at)
    found = list(queries.late(day).values_list("pk", flat=True)[:AT_ONCE])
    held = Pledge.objects.filter(pk__in=found).order_by("pk")
    mine = list(held.select_for_update(skip_locked=True).values_list("pk", flat=True))
    # Asked after the locks are held: what another worker queued before it let go is seen.
    late = list(queries.late(day).filter(pk__in=mine).values_list("pk", flat=True))
    Pledge.objects.filter(pk__in=late).update(reminded_at=at)
    for pk in late:
        tasks.mail_unpaid.enqueue(pk)
    return len(late)


@beat.every(minutes=60)
def remind_of_unpaid_pledges() -> int:
    """Invoices of pledges that are late; returns how many."""
    return remind(at=clock.now())
