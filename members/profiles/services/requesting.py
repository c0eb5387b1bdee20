"""What becomes of a request for a tier: published, decided with its votes, taken back (domain 1)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.base import zones
from foundation.base.drafts import DraftState
from foundation.base.errors import RuleError
from members import rulings
from members.accounts.models import User
from members.dues import locking
from members.models import DecidedBy, Outcome
from members.profiles import mails
from members.profiles.models import TierDecision, TierRequest
from members.rulings import Ruling

from .moving import carry_out


@transaction.atomic
def publish(*, asked: TierRequest, at: datetime, by: User | None) -> TierRequest:
    """Show it in public, beside the applications; granted when its days in public are over.

    Refusals: "not_now" when it does not wait (any more), or is in public already; "not_public" for
    a tier without days in public.
    """
    asked = _waiting(asked)
    if not asked.public_days:
        raise RuleError(_("Applications for %(tier)s are not shown in public."),
                        code="not_public", params={"tier": asked.tier})  # fmt: skip
    if asked.published_on is not None:
        raise RuleError(_("It is in public already."), code="not_now")
    asked.published_on = zones.day(at)
    asked.save(update_fields=["published_on"])
    asked.refresh_from_db(fields=["decide_from"])
    mails.tier_published(asked, at=at)
    return asked


@transaction.atomic
def refer(*, asked: TierRequest, at: datetime, by: User | None) -> TierRequest:
    """Have the board decide in place of the Executive Director. Refusals: "not_now", "board"."""
    asked = _waiting(asked)
    if asked.body == DecidedBy.BOARD:
        raise RuleError(_("The board decides about it already."), code="board")
    asked.body = DecidedBy.BOARD
    asked.save(update_fields=["body"])
    return asked


@transaction.atomic
def withdraw(*, asked: TierRequest, at: datetime, by: User | None) -> TierRequest:
    """Take a request back that waits. Refused: "not_now"."""
    asked = _waiting(asked)
    asked.close(DraftState.DISCARDED, at=at, by=by)
    return asked


@transaction.atomic
def grant(*, asked: TierRequest, ruling: Ruling, at: datetime, by: User | None) -> TierRequest:
    """It was decided for: the member moves, up today or down with its term; who asked gets a mail.

    Refusals: "not_now" when the request does not wait (any more); "too_early" before its days in
    public are over, and those of `rulings.check`; what `dues.upgrade` and `dues.plan_downgrade`
    refuse: the request waits on.
    """
    asked = _waiting(asked)
    rulings.check_days_in_public(
        ruling,
        tier=asked.tier,
        days=asked.public_days,
        published_on=asked.published_on,
        decide_from=asked.decide_from,
    )
    _record(asked, Outcome.APPROVED, ruling, at, by)
    carry_out(asked.membership, asked.tier, at, by)
    return _closed(asked, DraftState.APPROVED, ruling, at, by)


@transaction.atomic
def refuse(*, asked: TierRequest, ruling: Ruling, at: datetime, by: User | None) -> TierRequest:
    """It was decided against, on any day; who asked gets a mail with the text of the ruling.

    Refusals: "not_now", and those of `rulings.check`.
    """
    asked = _waiting(asked)
    _record(asked, Outcome.DECLINED, ruling, at, by)
    return _closed(asked, DraftState.RETURNED, ruling, at, by)


def _record(
    asked: TierRequest, outcome: Outcome, ruling: Ruling, at: datetime, by: User | None
) -> None:
    rulings.check(ruling, outcome, body=asked.body, sent_at=asked.submitted_at, at=at)
    TierDecision.objects.create(
        request=asked, outcome=outcome, recorded_by=by, recorded_at=at, **ruling.values()
    )


def _closed(
    asked: TierRequest, state: DraftState, ruling: Ruling, at: datetime, by: User | None
) -> TierRequest:
    asked.decided_on = ruling.decided_on
    asked.save(update_fields=["decided_on"])
    asked.close(state, at=at, by=by, note=ruling.text)
    mails.tier_decided(asked, at=at)
    return asked


def _waiting(asked: TierRequest) -> TierRequest:
    """The request as it is now; its organisation is held first, as by every change of a member."""
    locking.organizations(asked.membership.organization_id)
    rows = TierRequest.objects.select_related(
        "tier", "membership__tier", "membership__organization", "written_by"
    )
    found: TierRequest = rows.select_for_update(of=["self"]).get(pk=asked.pk)
    found.must_wait()
    return found
