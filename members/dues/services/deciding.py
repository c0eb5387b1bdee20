"""What a member decides about the time after its term (domain 1, Terms)."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.base import moments, zones
from foundation.base.errors import RuleError
from members.dues import books, locking
from members.dues.books import Book
from members.dues.models import Decision, Term
from members.dues.services.beginning import check_room
from members.models import Membership, Tier


@transaction.atomic
def elect(*, membership: Membership, at: datetime, by: Any = None) -> Term:
    """The member renews when its term ends; `by` is who said so.

    Raises RuleError `ended`; `ends` when its last day is set; `no_term`; `renewed` when the next
    term is there already; `too_late` after the last day to elect (an override opens it again).
    """
    return _decide(membership, Decision.RENEW, at, by)


@transaction.atomic
def decline(*, membership: Membership, at: datetime, by: Any = None) -> Term:
    """The member leaves when its term ends. Raises what `elect` raises, but is never too late."""
    return _decide(membership, Decision.LEAVE, at, by)


@transaction.atomic
def plan_downgrade(*, membership: Membership, tier: Tier, at: datetime, by: Any = None) -> Term:
    """The member renews in the lower `tier` when its term ends; until then nothing changes.

    Raises what `elect` raises; `not_lower` for any other tier, `full` for one without a place.
    """
    if tier.rank <= membership.tier.rank:
        raise RuleError(_("%s is not a lower tier.") % tier, code="not_lower")
    check_room(membership.organization, tier, zones.day(at))
    return _decide(membership, Decision.RENEW, at, by, next_tier=tier)


def _decide(
    membership: Membership, decision: Decision, at: datetime, by: Any, next_tier: Tier | None = None
) -> Term:
    day = zones.day(at)
    membership = locking.running(membership, day)
    book = books.of(membership, day)
    if reason := why_not(book, decision):
        raise RuleError(reason[1], code=reason[0])
    term = book.terms[-1]
    term.decision, term.decided_at, term.decided_by = decision, at, by
    term.next_tier = next_tier
    term.save(update_fields=["decision", "decided_at", "decided_by", "next_tier"])
    return term


def why_not(book: Book, decision: Decision) -> tuple[str, str] | None:
    """Code and sentence of what keeps this member from deciding so; None if nothing does."""
    span, term = book.membership.span, book.term
    if span.upper is not None:
        if span.upper <= book.day:
            return "ended", _("This membership has ended.")
        return "ends", _("Its last day is set: %s.") % book.membership.until
    if term is None:
        return "no_term", _("It has no term yet: take it into the register first.")
    if term.span.lower > book.day:
        begins = moments.shown(term.span.lower, "UTC")
        return "renewed", _("It is renewed from %s: end the membership instead.") % begins
    last = book.elect_by(term)
    late = last is not None and book.day > last and book.override is None
    if decision == Decision.RENEW and late and last is not None:
        was = moments.shown(last, "UTC")
        return "too_late", _("The last day to elect was %s. An override opens it again.") % was
    return None
