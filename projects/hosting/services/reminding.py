"""Pilots are reminded of the day they are reviewed by: once at each distance (domain 5)."""

import calendar
from datetime import date, datetime

from django.db import transaction

from foundation.base import beat, clock, zones
from projects.hosting import mails
from projects.hosting.models import DeadlineNotice, HostingRules, Pilot


def remind(*, at: datetime) -> int:
    """Remind every pilot whose deadline is as near as the rules say; returns how many were.

    A reminder is due when its day is reached, so a day nobody ran it on is made good. Of several
    that are due at once only the nearest is written.
    """
    rules = HostingRules.objects.current()
    rows = Pilot.objects.with_deadlines(rules.review_months).filter(review_by__isnull=False)
    return sum(_remind(pk, rules, at) for pk in rows.values_list("pk", flat=True))


@transaction.atomic
def _remind(pk: int, rules: HostingRules, at: datetime) -> bool:
    if not Pilot.objects.select_for_update(skip_locked=True).filter(pk=pk).exists():
        return False
    pilot = Pilot.objects.with_deadlines(rules.review_months).get(pk=pk)
    reached = _reached(pilot.review_by, rules, zones.day(at))
    if reached is None:
        return False
    told = DeadlineNotice.objects.filter(project=pk, deadline=pilot.review_by)
    if told.filter(months__lte=reached).exists():
        return False
    notice = DeadlineNotice.objects.create(
        project_id=pk, deadline=pilot.review_by, months=reached, at=at
    )
    mails.deadline(pilot, notice, at)
    return True


def _reached(deadline: date | None, rules: HostingRules, day: date) -> int | None:
    """The nearest of the distances (months before the deadline) that `day` has reached."""
    if deadline is None:
        return None
    near = [
        months for months in {*rules.remind_months, 0} if months_before(deadline, months) <= day
    ]
    return min(near, default=None)


def months_before(day: date, months: int) -> date:
    """The day so many months before; the last of its month where that is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


@beat.every(minutes=60)
def remind_of_deadlines() -> int:
    """Remind pilots of their deadlines; returns how many were."""
    return remind(at=clock.now())
