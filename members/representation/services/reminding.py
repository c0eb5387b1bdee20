"""A reminder, once, to those who were invited and have not answered."""

from datetime import timedelta

from django.db import transaction

from foundation.base import beat, clock
from members.representation import mails
from members.representation.models import Invitation

REMIND_AFTER = timedelta(days=7)
AT_ONCE = 100


@beat.every(minutes=15)
@transaction.atomic
def remind() -> int:
    """Remind, once each, who has not answered in a week; returns how many.

    Rows that another worker holds are left to it.
    """
    at = clock.now()
    due = (
        Invitation.objects.waiting(at)
        .filter(sent_at__lte=at - REMIND_AFTER, reminded_at=None)
        .select_related("organization")
        .select_for_update(of=["self"], skip_locked=True)
    )
    rows = list(due[:AT_ONCE])
    for row in rows:
        mails.invite(row, at=at, turn="reminder")
    Invitation.objects.filter(pk__in=[row.pk for row in rows]).update(reminded_at=at)
    return len(rows)
