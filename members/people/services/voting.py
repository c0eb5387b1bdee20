"""Notices of the voting right: sent, answered, and what follows where nobody answers (domain 2)."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from foundation.base import beat, clock, zones
from foundation.base.errors import RuleError
from members.people import tasks, voting
from members.people.models import IndividualMembership, NoticeOutcome, VotingNotice, VotingRule

# Rows that one transaction takes; the next round takes the next.
AT_ONCE = 200


@transaction.atomic
def send_notices(at: datetime) -> int:
    """Write to members who took part in too few votes; returns to how many, 200 at most.

    Each has the days of the rule to answer. A second worker takes others.
    """
    rule = VotingRule.objects.in_force(zones.day(at))
    found = list(voting.to_notify(at)[:AT_ONCE])
    counted = {row.pk: row for row in found}
    rows = IndividualMembership.objects.select_for_update(skip_locked=True)
    taken = list(rows.filter(pk__in=counted))
    # Asked after the locks are held: what another worker wrote before it let go of one is seen.
    waits = VotingNotice.objects.filter(membership__in=taken, outcome=NoticeOutcome.OPEN)
    written = set(waits.values_list("membership_id", flat=True))
    notices = [
        VotingNotice(
            membership=row,
            sent_on=zones.day(at),
            answer_until=zones.day(at) + timedelta(days=rule.answer_days),
            votes=counted[row.pk].votes,
            taken=counted[row.pk].taken,
        )
        for row in taken
        if row.pk not in written
    ]
    for notice in notices:
        notice.save()
        tasks.mail_notice.enqueue(notice.pk)
    return len(notices)


@transaction.atomic
def settle(at: datetime) -> int:
    """Let the right go where a notice was not answered in time, and where somebody voted enough
    meanwhile, the notice; returns how many, 200 at most.
    """
    day = zones.day(at)
    due = VotingNotice.objects.due(day).select_for_update(skip_locked=True, of=["self"])
    rows = list(due.order_by("pk")[:AT_ONCE])
    losing = set(
        voting.to_lose(at).filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True)
    )
    for row in rows:
        is_lost = row.pk in losing
        row.outcome = NoticeOutcome.LOST if is_lost else NoticeOutcome.ENOUGH
        row.lost_on = day if is_lost else None
        row.save(update_fields=["outcome", "lost_on"])
        if is_lost:
            tasks.mail_right_lost.enqueue(row.pk)
    return len(rows)


@transaction.atomic
def answer(*, notice: VotingNotice, at: datetime) -> VotingNotice:
    """The member wants to keep the right: votes until today no longer count against it.

    A second click changes nothing. Refused: "late" after its last day, "closed" when there is
    nothing to answer any more.
    """
    row = VotingNotice.objects.select_for_update().get(pk=notice.pk)
    day = zones.day(at)
    if row.outcome == NoticeOutcome.ANSWERED:
        return row
    if row.outcome == NoticeOutcome.LOST or day > row.answer_until:
        raise RuleError(
            _("The last day to answer is over. Write to us: staff can give the right back."),
            code="late",
        )
    if row.outcome != NoticeOutcome.OPEN:
        raise RuleError(_("There is nothing to answer any more."), code="closed")
    row.outcome = NoticeOutcome.ANSWERED
    row.answered_on = day
    row.save(update_fields=["outcome", "answered_on"])
    return row


@transaction.atomic
def restore(*, notice: VotingNotice, because: str, at: datetime) -> VotingNotice:
    """Staff give a lost right back, with a reason. Refused: "not_lost"."""
    row = VotingNotice.objects.select_for_update().get(pk=notice.pk)
    if row.lost_on is None or row.restored_on is not None:
        raise RuleError(_("By this notice no right is lost."), code="not_lost")
    row.restored_on = max(zones.day(at), row.lost_on)
    row.restored_because = because
    row.save(update_fields=["restored_on", "restored_because"])
    return row


@beat.every(minutes=30)
def send_voting_notices() -> int:
    """Notices that are due; returns how many."""
    return send_notices(clock.now())


@beat.every(minutes=30)
def settle_voting_notices() -> int:
    """Notices whose last day is over; returns how many."""
    return settle(clock.now())
