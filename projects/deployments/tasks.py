"""What happens by itself: reminding once before a round closes, clearing away what was never sent."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from foundation.base import beat, clock
from foundation.base.models import Mail
from projects.deployments import mails
from projects.deployments.models import Answer

# How long before the end of a round whoever began is reminded, and how long after it what was
# never sent is kept.
REMIND_BEFORE = timedelta(days=7)
ERASE_AFTER = timedelta(days=30)
AT_ONCE = 100


@transaction.atomic
def remind(at: datetime) -> int:
    """Remind whoever began and did not send, once, in the last week; returns how many."""
    rows = Answer.objects.drafts().filter(
        round__closes_at__gt=at,
        round__closes_at__lte=at + REMIND_BEFORE,
        reminded_at=None,
    )
    return sum(_remind(row, at) for row in _taken(rows))


def _remind(row: Answer, at: datetime) -> int:
    row.reminded_at = at
    row.save(update_fields=["reminded_at"])
    mails.write(row, "survey_reminder", at)
    return 1


@transaction.atomic
def erase_unsent(at: datetime) -> int:
    """Erase what was not sent a month after its round closed, with its mails; returns how many."""
    rows = _taken(Answer.objects.drafts().filter(round__closes_at__lte=at - ERASE_AFTER))
    for row in rows:
        Mail.objects.filter(key__startswith=mails.prefix(row)).delete()
        row.delete()
    return len(rows)


def _taken(rows: QuerySet[Answer]) -> list[Answer]:
    """The next of `rows` that no other worker has taken, locked."""
    found = rows.select_related("round", "organization").order_by("pk")
    return list(found.select_for_update(skip_locked=True, of=("self",))[:AT_ONCE])


@beat.every(minutes=60)
def remind_before_it_closes() -> int:
    """Answers begun and not sent; returns how many were reminded of."""
    return remind(clock.now())


@beat.every(minutes=60)
def erase_what_was_not_sent() -> int:
    """Answers never sent; returns how many were erased."""
    return erase_unsent(clock.now())
