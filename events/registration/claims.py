"""Finding what a buyer may claim: a code, an invitation, a member's price (domain 4.1)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from django.utils.translation import gettext as _

from events.models import Event
from events.registration import pricing
from events.registration.models import Code, CodeKind, Invitation, InvitationState, Order
from events.registration.pricing import NOTHING, Claim
from foundation.base import moments, zones
from foundation.base.errors import RuleError
from members.models import Membership
from members.queries import memberships_of, organizations_of


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
    typed = pricing.find_code(event, code, at, basket) if code else None
    beside = _beside(typed, at, basket)
    found: Invitation | None
    if typed is not None and typed.with_invitation is not None:
        found = _waited_with(typed.with_invitation, at, basket)
    else:
        found = find_invitation(event, invitation, at, basket) if invitation else None
    is_invited = found is not None
    if reader and found is None:
        held = Invitation.objects.held_by(event, reader, at).first()
        is_invited = held is not None
        if held is not None and _is_open_to(held, basket):
            found = held
    counts = beside or typed
    claim = of_member(event, at, basket, reader, counts)
    if counts is not None and needs_member(counts) and counts not in claim.member_codes:
        raise RuleError(
            _(
                "The code %(code)s is for people of member organisations. Log in with the e-mail of "
                "your organisation, and it is applied."
            ),
            code="code_members_only",
            params={"code": counts.text},
        )
    return replace(claim, code=typed, beside=beside, invitation=found, is_invited=is_invited)


def _beside(typed: Code | None, at: datetime, basket: str) -> Code | None:
    """The code that the holder of an offer waited with: it prices and opens as it did then."""
    if typed is None or typed.with_code is None:
        return None
    return pricing.find_code(typed.event, typed.with_code.text, at, basket)


def _waited_with(invitation: Invitation, at: datetime, basket: str) -> Invitation:
    """The invitation that the holder of an offer waited with; a refusal is one of their code."""
    try:
        return find_invitation(invitation.event, invitation.secret, at, basket)
    except RuleError as refusal:
        raise RuleError(refusal.message, code="code_uninvited", params=refusal.params) from refusal


def of_member(
    event: Event, at: datetime, basket: str, reader: Sequence[str], typed: Code | None = None
) -> Claim:
    """What a `reader` of these addresses may use as a person of a member: the codes that apply by
    themselves, and the `typed` one if it is for members.

    Of several memberships the highest tier counts that a code is for, the typed one before others.
    For who is not known nothing, without a query.
    """
    if not reader:
        return NOTHING
    own = event.codes.in_window(at).filter(kind=CodeKind.MEMBER, applies_by_itself=True)
    codes = [row for row in own.prefetch_related("tiers") if pricing.has_uses(row, basket)]
    wanted = typed if typed is not None and needs_member(typed) else None
    if wanted is not None and wanted not in codes:
        codes.append(wanted)
    day = _day(event, at)
    for membership in memberships_of(reader, day) if codes else []:
        applying = tuple(code for code in codes if is_for(code, membership))
        if wanted in applying if wanted else applying:
            email = _tie(reader, membership, day)
            return Claim(membership=membership, member_email=email, member_codes=applying)
    return NOTHING


def needs_member(code: Code) -> bool:
    """Whether a code asks who uses it. A member code without tiers that has to be typed does not:
    it is a word that members are given."""
    if code.kind != CodeKind.MEMBER:
        return False
    return code.applies_by_itself or bool(code.tiers.all())


def is_for(code: Code, membership: Membership) -> bool:
    """Whether a member code is for members of this tier; without tiers for all."""
    tiers = {tier.pk for tier in code.tiers.all()}
    return not tiers or membership.tier_id in tiers


def check_member(order: Order, at: datetime) -> None:
    """Whether the member's price of an order is still its buyer's at `at`.

    What proves it is the address that was verified when the places were held. Raises RuleError
    `not_a_member_now`.
    """
    if order.member_of_id is None:
        return
    held = memberships_of([order.member_email], _day(order.event, at))
    mine = [row for row in held if row.organization_id == order.member_of_id]
    used = Code.objects.filter(uses__order=order).prefetch_related("tiers")
    for code in used:
        if needs_member(code) and not any(is_for(code, row) for row in mine):
            raise RuleError(
                _(
                    "The member's price is for people of %(member)s while it is a member: that has "
                    "changed meanwhile. Go back and choose your tickets again."
                ),
                code="not_a_member_now",
                params={"member": order.member_of},
            )


def _tie(reader: Sequence[str], membership: Membership, day: date) -> str:
    """Which of these addresses ties its reader to the member."""
    mine = (
        email
        for email in reader
        if organizations_of([email], day).filter(pk=membership.organization_id).exists()
    )
    return next(mine)


def _day(event: Event, at: datetime) -> date:
    return zones.day(at, event.zone)


def of_order(order: Order, at: datetime) -> Claim:
    """What an order was held with, if it may still be used at `at`; else raises as `gather`."""
    return gather(
        order.event,
        at,
        code=order.promo_code.text if order.promo_code else "",
        invitation=order.invitation.secret if order.invitation else "",
        reader=[order.member_email] if order.member_email else (),
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
