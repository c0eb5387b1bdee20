"""The two events that are sold, and the wait until everything has settled."""

import time
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connections
from django.tasks import TaskResultStatus
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from foundation.base import clock, tasks
from foundation.base.models import Mail
from foundation.billing import refunding
from foundation.billing import tasks as billing_tasks
from tests.chaos import staff
from tests.factories.events import make_event, make_stock, make_ticket_type
from tests.factories.orders import make_foundation

MAIL_FOLDER = Path(settings.MAIL_FOLDER)
# How long nothing may happen before what is left counts as stuck.
PATIENCE_SECONDS = 120
BUSY = [TaskResultStatus.READY, TaskResultStatus.RUNNING]


def make(orders):
    """One event that takes place and one that will be called off, with places for `orders`."""
    call_command("migrate", verbosity=0)
    make_foundation()
    return [_make_event(orders) for _number in range(2)]


def _make_event(orders):
    now = clock.now()
    event = make_event(
        registration_opens_at=now - timedelta(days=1),
        starts_on=(now + timedelta(days=90)).date(),
        ends_on=(now + timedelta(days=92)).date(),
    )
    # The dinner is sold out on the way, the hall is not.
    hall = make_stock(event=event, size=2 * orders)
    dinner = make_stock(event=event, size=max(orders // 12, 10))
    make_ticket_type(stock=hall, price=599, tax_rate=5)
    make_ticket_type(stock=hall, price=0)
    make_ticket_type(stock=hall, price=99).stocks.add(dinner)
    return event


def path(event):
    """Where its tickets are chosen."""
    return reverse("registration:register", args=[event.slug])


def leave():
    """Close this process's own connections."""
    connections.close_all()


def settle(counts):
    """Wait until nothing is left to do. Nobody is killed any more."""
    _wait_for_the_workers()
    staff.clear_up(counts)
    _find_the_lost()
    _wait_for_the_workers()


def _find_the_lost():
    """What the beat finds ten minutes later: mails and refunds whose worker was killed."""
    later = clock.now() + refunding.LOST_AFTER + timedelta(minutes=1)
    for look in (tasks.requeue_stuck_mails, billing_tasks.resend_lost_refunds):
        with clock.seen_from(later):
            while look():
                _wait_for_the_workers()


def _wait_for_the_workers():
    moved, last = time.monotonic(), None
    while (left := _left()) and time.monotonic() - moved < PATIENCE_SECONDS:
        if left != last:
            last, moved = left, time.monotonic()
        time.sleep(0.5)


def _left():
    """How many tasks are left; at the end of a batch also how many mails have not gone."""
    try:
        left = DBTaskResult.objects.filter(status__in=BUSY).count()
        return (left, Mail.objects.count()) if left else ()
    except DatabaseError:
        connections.close_all()
        return ("gone",)
