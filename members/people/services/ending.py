"""Leaving: at once, with the agreement and the groups (domain 2)."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils.translation import gettext_lazy as _

from foundation.base.errors import RuleError
from members.accounts.models import User
from members.people import tasks
from members.people.models import (
    IndividualMembership,
    MemberEnding,
    NoticeOutcome,
    VotingNotice,
)

# Nothing lasts no time: what ends in the instant it began ends a moment later.
A_MOMENT = timedelta(microseconds=1)


@transaction.atomic
def resign(
    *,
    user: User,
    at: datetime,
    ended_as: MemberEnding = MemberEnding.RESIGNED,
    because: str = "",
) -> IndividualMembership:
    """End the membership of `user` at once; the account stays, as a community account.

    With it go the signature of the agreement, the public page, open notices, and the groups;
    staff keep theirs, which are their work. `because` is a note for staff.
    Refused: "no_member", also for the second of two clicks.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    held = IndividualMembership.objects.filter(user=user).at(at).first()
    if held is None:
        raise RuleError(_("There is no membership to end."), code="no_member")
    held.span = DateTimeTZRange(held.span.lower, max(at, held.span.lower + A_MOMENT))
    held.ended_as = ended_as
    held.note = because[:300]
    held.save(update_fields=["span", "ended_as", "note"])
    VotingNotice.objects.filter(membership=held, outcome=NoticeOutcome.OPEN).update(
        outcome=NoticeOutcome.ENDED
    )
    if not user.is_staff:
        user.groups.clear()
    if ended_as in {MemberEnding.RESIGNED, MemberEnding.ENDED}:
        tasks.mail_farewell.enqueue(held.pk)
    return held
