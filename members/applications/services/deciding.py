"""The decision, and on approval everything that follows, in one step (domain 1, Joining)."""

from datetime import datetime

from django.db import transaction

from members import rulings
from members.accounts.models import User
from members.applications import mails
from members.applications.models import Application, Decision, Outcome, State
from members.applications.services import joining
from members.applications.services.locking import locked, not_now
from members.rulings import Ruling

DECIDABLE = {State.SUBMITTED, State.IN_REVIEW, State.PUBLISHED}


@transaction.atomic
def approve(
    *, application: Application, ruling: Ruling, by: User | None, at: datetime
) -> Application:
    """Approve it: organisation, membership, first invoice, invitations and checklist in one step.

    Refusals: `not_now`; `other_body`, `future`, `too_early` (before it was sent, or before its days
    in public are over), `votes`, `no_text` of the ruling; `name_taken` when a row of the register
    has the name; those of `dues.begin` (`tier_held`, `owner_has_one`, `no_price`, `full`).
    """
    row = locked(application)
    if row.state not in {State.IN_REVIEW, State.PUBLISHED}:
        raise not_now(row)
    rulings.check_days_in_public(
        ruling,
        tier=row.tier,
        days=row.public_days,
        published_on=row.published_on,
        decide_from=row.decide_from,
    )
    _record(row, Outcome.APPROVED, ruling, by, at)
    row.membership = joining.join(row, by=by, at=at)
    row.organization = row.membership.organization
    row.state = State.APPROVED
    row.decided_on = ruling.decided_on
    row.ended_at = at
    row.save()
    mails.news(row, at)
    return row


@transaction.atomic
def decline(
    *, application: Application, ruling: Ruling, by: User | None, at: datetime
) -> Application:
    """Decline it, at any time while it is open and no question waits.

    Refusals: those of `approve` about the ruling, and `not_now`.
    """
    row = locked(application)
    if row.state not in DECIDABLE:
        raise not_now(row)
    _record(row, Outcome.DECLINED, ruling, by, at)
    row.state = State.DECLINED
    row.decided_on = ruling.decided_on
    row.ended_at = at
    row.save()
    mails.news(row, at)
    return row


def _record(
    row: Application, outcome: Outcome, ruling: Ruling, by: User | None, at: datetime
) -> Decision:
    rulings.check(ruling, outcome, body=row.decided_by, sent_at=row.submitted_at, at=at)
    return Decision.objects.create(
        application=row, outcome=outcome, recorded_by=by, recorded_at=at, **ruling.values()
    )
