"""Finding what a buyer may claim: a code, an invitation (domain 4.1)."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from events.models import Event
from events.registration import pricing
from events.registration.models import Invitation, InvitationState, Order
from events.registration.pricing import Claim
from foundation.base import moments
from foundation.base.errors import RuleError


def gather(
    event: Event,
    at: datetime,
    *,
    basket: str = "",
    code: str = "",
    invitation: str = "",
    reader: Sequence[str] = (),
) -> Claim:
    """What the owner of `basket` claims: a typed `code`, the secret of an `invitation`.

    `reader` are addresses (lower case) that who asks has proven to read: what they are invited to
    is theirs without a link. Raises RuleError what `find_code` and `find_invitation` raise.
    """
    found = find_invitation(event, invitation, at, basket) if invitation else None
    is_invited = found is not None
    if reader and found is None:
        held = Invitation.objects.held_by(event, reader, at).first()
        is_invited = held is not None
        if held is not None and _is_open_to(held, basket):
            found = held
    known = pricing.find_code(event, code, at, basket) if code else None
    return Claim(known, found, is_invited)


def of_order(order: Order, at: datetime) -> Claim:
    """What an order was held with, if it may still be used at `at`; else raises as `gather`."""
    return gather(
        order.event,
        at,
        code=order.promo_code.text if order.promo_code else "",
        invitation=order.invitation.secret if order.invitation else "",
    )


def find_invitation(event: Event, secret: str, at: datetime, basket: str = "") -> Invitation:
    """The invitation to `event` with that secret, if it can be used at `at`.

    Raises RuleError `invitation_unknown`, `invitation_withdrawn`, `invitation_declined`,
    `invitation_over`, and `invitation_accepted` when another order than that of `basket` has it.
    """
    found = Invitation.objects.filter(event=event, secret=secret[:32]).first()
    if found is None:
        raise RuleError(
            _("We do not know this invitation. Open the link in our mail again, and all of it."),
            code="invitation_unknown",
        )
    if not _is_open_to(found, basket) or found.state(at) == InvitationState.OVER:
        raise why_not(found, at)
    return found


def why_not(invitation: Invitation, at: datetime) -> RuleError:
    """The refusal of an invitation that cannot be used at `at`."""
    state = invitation.state(at)
    until = invitation.valid_until
    words = {
        InvitationState.WITHDRAWN: _(
            "This invitation was withdrawn. Write to us if that is wrong."
        ),
        InvitationState.DECLINED: _(
            "This invitation was declined. Open its link again to take that back."
        ),
        InvitationState.ACCEPTED: _(
            "An order has been sent off with this invitation: it is good for one. Look for our "
            "mail about that order."
        ),
        InvitationState.OVER: _("This invitation was to be answered by %(until)s.")
        % {"until": moments.shown(until, invitation.event.zone) if until else ""},
    }
    # What was given back this very moment is as good as taken for whoever asked before.
    state = state if state in words else InvitationState.ACCEPTED
    return RuleError(words[state], code=f"invitation_{state}")


def _is_open_to(invitation: Invitation, basket: str) -> bool:
    """Whether it waits for an answer, or the order of `basket` is what has accepted it."""
    if invitation.declined_at or invitation.withdrawn_at:
        return False
    if invitation.accepted_at is None:
        return True
    mine = invitation.orders.filter(basket=basket, invited_at__isnull=False)
    return bool(basket) and mine.exists()
