"""What happens by itself: short jobs that every worker process calls at an interval.

A job must be safe to run twice and by two workers at once; it takes rows with SKIP LOCKED.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from django.conf import settings
from django.db import close_old_connections
from django.tasks import TaskResultStatus
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

logger = logging.getLogger(__name__)

type Job = Callable[[], int]

# What a task says when the database was restarted under it. It did nothing, or it may do it again.
INTERRUPTED = ("django.db.utils.OperationalError", "django.db.utils.InterfaceError")
INTERRUPTED_WITHIN = timedelta(hours=1)


@dataclass
class _Entry:
    job: Job
    seconds: float
    due: float = field(default=0.0)


_entries: list[_Entry] = []


def every(*, seconds: float = 0, minutes: float = 0) -> Callable[[Job], Job]:
    """Decorator: have each worker call this job at that interval. The job returns a count."""

    def add(job: Job) -> Job:
        _entries.append(_Entry(job, seconds + 60 * minutes))
        return job

    return add


def run_due() -> None:
    """Run the jobs whose time has come. A job that fails is logged and tried again next time."""
    for entry in _entries:
        if time.monotonic() < entry.due:
            continue
        entry.due = time.monotonic() + entry.seconds
        close_old_connections()
        try:
            done = entry.job()
        except Exception:
            logger.exception("The job %s failed.", entry.job.__name__)
        else:
            if done:
                logger.info("%s: %s", entry.job.__name__, done)


@every(minutes=1)
def requeue_lost_tasks() -> int:
    """Give tasks whose worker was killed to the next worker; returns how many. (Real time.)"""
    return DBTaskResult.objects.filter(
        status=TaskResultStatus.RUNNING, started_at__lt=timezone.now() - settings.TASKS_LOST_AFTER
    ).update(status=TaskResultStatus.READY, started_at=None)


@every(minutes=1)
def requeue_interrupted_tasks() -> int:
    """Queue again what failed because the database went away; returns how many. (Real time.)"""
    return DBTaskResult.objects.filter(
        status=TaskResultStatus.FAILED,
        exception_class_path__in=INTERRUPTED,
        enqueued_at__gt=timezone.now() - INTERRUPTED_WITHIN,
    ).update(status=TaskResultStatus.READY, started_at=None, finished_at=None)
