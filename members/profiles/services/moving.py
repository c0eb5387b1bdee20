"""How a member changes its tier: by itself, or by a request that staff decide."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.base import zones
from foundation.base.errors import RuleError
from members.accounts.models import User
from members.dues import books, locking
from members.dues import services as dues
from members.models import Membership, Tier
from members.profiles import mails, moves
from members.profiles.models import TierRequest


@transaction.atomic
def move(
    *, membership: Membership, tier: Tier, at: datetime, by: User | None
) -> TierRequest | None:
    """Move a member up at once, plan its move down, or ask for it; the request if it is one.

    Refusals: "asked" while a request waits, "same" for the tier it has, and what `dues.upgrade`
    and `dues.plan_downgrade` refuse, which a request is refused for too.
    """
    day = zones.day(at)
    membership = locking.running(membership, day)
    if TierRequest.objects.waiting().filter(membership=membership).exists():
        raise RuleError(
            _("You have asked for a tier already: wait for the answer, or take that back."),
            code="asked",
        )
    every = moves.of(books.of(membership, day))
    found = next((each for each in every if each.tier == tier), None)
    if found is None:
        raise RuleError(_("It is a %s member already.") % tier, code="same")
    if found.against:
        raise RuleError(found.against[1], code=found.against[0])
    if not found.asks:
        carry_out(membership, tier, at, by)
        return None
    asked = TierRequest.objects.create(
        membership=membership, tier=tier, body=tier.decided_by, public_days=tier.days_in_public,
        written_by=by, written_at=at, submitted_at=at,
    )  # fmt: skip
    mails.tier_asked(asked, at=at)
    return asked


@transaction.atomic
def call_off(*, membership: Membership, at: datetime, by: User | None) -> None:
    """The member stays in its tier after all. Refused: "not_planned", and what `dues.elect` does."""
    day = zones.day(at)
    membership = locking.running(membership, day)
    term = books.of(membership, day).term
    if term is None or term.next_tier_id is None:
        raise RuleError(_("No other tier is planned."), code="not_planned")
    dues.elect(membership=membership, at=at, by=by)


def carry_out(membership: Membership, tier: Tier, at: datetime, by: User | None) -> None:
    """Up today, down when the term ends; refused as `dues` refuses it."""
    if tier.rank < membership.tier.rank:
        dues.upgrade(membership=membership, tier=tier, at=at, by=by)
    else:
        dues.plan_downgrade(membership=membership, tier=tier, at=at, by=by)
