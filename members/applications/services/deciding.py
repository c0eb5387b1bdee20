"""The decision, and on approval everything that follows, in one step (domain 1, Joining)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.base import moments, zones
from foundation.base.errors import RuleError
from members.accounts.models import User
from members.applications import mails
from members.applications.models import Application, Decision, Outcome, State
from members.applications.services import joining
from members.applications.services.locking import locked, not_now
from members.models import DecidedBy

DECIDABLE = {State.SUBMITTED, State.IN_REVIEW, State.PUBLISHED}


@dataclass(frozen=True)
class Ruling:
    """What was decided: on which day, the text for the applicant, of a board its votes, and for
    staff the conflicts of interest."""

    body: str
    decided_on: date
    text: str
    votes_for: int | None = None
    votes_against: int | None = None
    votes_abstained: int | None = None
    conflicts: str = ""


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
    _check_days_in_public(row, ruling)
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


def _check_days_in_public(row: Application, ruling: Ruling) -> None:
    if not row.public_days:
        return
    if row.published_on is None or row.decide_from is None:
        raise RuleError(
            _("Publish it first: %(tier)s is decided after %(days)s days in public."),
            code="too_early",
            params={"tier": row.tier, "days": row.public_days},
        )
    if ruling.decided_on < row.decide_from:
        raise RuleError(
            _("It is in public and can be approved from %(day)s."),
            code="too_early",
            params={"day": moments.shown(row.decide_from, "UTC")},
        )


def _record(
    row: Application, outcome: Outcome, ruling: Ruling, by: User | None, at: datetime
) -> Decision:
    _check(row, outcome, ruling, at)
    decision = Decision(
        application=row,
        body=ruling.body,
        outcome=outcome,
        decided_on=ruling.decided_on,
        text=ruling.text.strip(),
        votes_for=ruling.votes_for,
        votes_against=ruling.votes_against,
        votes_abstained=ruling.votes_abstained,
        conflicts=ruling.conflicts.strip(),
        recorded_by=by,
        recorded_at=at,
    )
    decision.save()
    return decision


def _check(row: Application, outcome: Outcome, ruling: Ruling, at: datetime) -> None:
    if ruling.body != row.decided_by:
        raise RuleError(
            _("The %(body)s decides about this application."),
            code="other_body",
            params={"body": DecidedBy(row.decided_by).label},
        )
    if ruling.decided_on > zones.day(at):
        raise RuleError(_("That day has not come yet."), code="future")
    if row.submitted_at is not None and ruling.decided_on < zones.day(row.submitted_at):
        raise RuleError(_("It had not been sent on that day."), code="too_early")
    if not ruling.text.strip():
        raise RuleError(_("Write what the applicant reads."), code="no_text")
    _check_votes(outcome, ruling)


def _check_votes(outcome: Outcome, ruling: Ruling) -> None:
    votes = (ruling.votes_for, ruling.votes_against, ruling.votes_abstained)
    if ruling.body == DecidedBy.DIRECTOR:
        if any(vote is not None for vote in votes):
            raise RuleError(_("A director does not vote: leave the votes empty."), code="votes")
        return
    if ruling.votes_for is None or ruling.votes_against is None or ruling.votes_abstained is None:
        raise RuleError(_("Give the votes for, against and abstained."), code="votes")
    carried = ruling.votes_for > ruling.votes_against
    if carried != (outcome == Outcome.APPROVED):
        raise RuleError(
            _("The votes say otherwise: it is approved by more votes for than against."),
            code="votes",
        )
