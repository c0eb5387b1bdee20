"""Inviting somebody to represent an organisation, and what is answered."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.base import zones
from foundation.base.errors import RuleError
from members.accounts.adapter import verified_emails
from members.accounts.models import User
from members.models import Organization, Representative
from members.representation import mails
from members.representation.models import Invitation, InvitationState

# How long an invitation can be answered.
VALID_FOR = timedelta(days=30)
# What an organisation may have open: its admins write to strangers in our name.
MOST_OPEN = 50
RESEND_AFTER = timedelta(hours=1)


@transaction.atomic
def invite(
    *,
    organization: Organization,
    name: str,
    email: str,
    role: str,
    is_admin: bool,
    at: datetime,
    by: User | None,
    hands_over: Representative | None = None,
) -> Invitation:
    """Ask `name` at `email` to represent `organization` in `role`, by a mail with a secret link.

    `by` is who invites, None the foundation itself. It can be answered for 30 days; accepted, it
    becomes a representative. With `hands_over`, that one's role then ends. One whose time is over
    makes room for a new one. Refusals: "represents_already" (in that role), "invited_already",
    "too_many" (50 open). Rule: domain 1, Representatives.
    """
    organization = Organization.objects.select_for_update().get(pk=organization.pk)
    email = email.strip().lower()
    _may_invite(organization, email, role, at)
    invitation = Invitation(
        organization=organization,
        email=email,
        role=role,
        name=name.strip(),
        is_admin=is_admin,
        hands_over=hands_over,
        invited_by=by,
        invited_at=at,
        sent_at=at,
        expires_at=at + VALID_FOR,
    )
    invitation.full_clean(exclude=["secret"])
    invitation.save()
    mails.invite(invitation, at=at, turn="first")
    return invitation


@transaction.atomic
def accept(*, invitation: Invitation, by: User, at: datetime, name: str = "") -> Representative:
    """`by` takes the role from the day of `at` on; `name` mends the name they were invited under.

    Who handed it over loses it in the same moment. Refusals: those of `_answerable`, and
    "other_address" when `by` has not proven to read the invited address.
    """
    invitation = _locked(invitation)
    _answerable(invitation, at)
    if invitation.email not in verified_emails(by):
        raise RuleError(
            _("This invitation is for %(email)s: add that address to your account and verify it."),
            code="other_address",
            params={"email": invitation.email},
        )
    row = _become(invitation, name.strip() or invitation.name, at)
    invitation.accepted_at = at
    invitation.representative = row
    invitation.save(update_fields=["accepted_at", "representative"])
    day = zones.day(at)
    before = Representative.objects.on(day).filter(successors=invitation).first()
    if before is not None and before != row:
        before.until, before.ended_at = day, at
        before.save(update_fields=["until", "ended_at"])
        mails.handed_over(before, row, invitation=invitation, at=at)
    mails.answered(invitation, at=at)
    return row


@transaction.atomic
def decline(*, invitation: Invitation, at: datetime) -> Invitation:
    """Whoever has the link says no. Refusals: those of `_answerable`."""
    invitation = _locked(invitation)
    _answerable(invitation, at)
    invitation.declined_at = at
    invitation.save(update_fields=["declined_at"])
    mails.answered(invitation, at=at)
    return invitation


@transaction.atomic
def withdraw(*, invitation: Invitation, at: datetime) -> Invitation:
    """Take an invitation back: its link opens nothing any more. Refused: "answered"."""
    invitation = _locked(invitation)
    _unanswered(invitation, at)
    invitation.withdrawn_at = at
    invitation.save(update_fields=["withdrawn_at"])
    return invitation


@transaction.atomic
def resend(*, invitation: Invitation, at: datetime) -> Invitation:
    """Send the mail again, and give 30 days anew. Refusals: "answered", "too_soon" (an hour)."""
    invitation = _locked(invitation)
    _unanswered(invitation, at)
    if invitation.sent_at > at - RESEND_AFTER:
        raise RuleError(
            _("It was sent less than an hour ago: give the mail some time."), code="too_soon"
        )
    invitation.sent_at, invitation.expires_at = at, at + VALID_FOR
    invitation.save(update_fields=["sent_at", "expires_at"])
    mails.invite(invitation, at=at, turn=f"{at:%Y%m%d%H%M}")
    return invitation


def _may_invite(organization: Organization, email: str, role: str, at: datetime) -> None:
    """Refuse a second one to the same; what nobody answered in time makes room."""
    given = {"organization": organization, "email": email, "role": role}
    if Representative.objects.on(zones.day(at)).filter(**given).exists():
        raise RuleError(
            _("%(email)s has this role already."),
            code="represents_already",
            params={"email": email},
        )
    unanswered = Invitation.objects.unanswered().filter(organization=organization)
    unanswered.filter(email=email, role=role, expires_at__lte=at).update(withdrawn_at=at)
    if unanswered.filter(email=email, role=role).exists():
        raise RuleError(
            _("%(email)s is invited to this role already: send that invitation again instead."),
            code="invited_already",
            params={"email": email},
        )
    if Invitation.objects.waiting(at).filter(organization=organization).count() >= MOST_OPEN:
        raise RuleError(
            _("%(most)s invitations are open already: wait for answers, or withdraw some."),
            code="too_many",
            params={"most": MOST_OPEN},
        )


def _locked(invitation: Invitation) -> Invitation:
    """The invitation as it is now, after its organisation and before anybody else's."""
    Organization.objects.select_for_update().get(pk=invitation.organization_id)
    rows = Invitation.objects.select_related("organization", "invited_by")
    return rows.select_for_update(of=["self"]).get(pk=invitation.pk)


def _unanswered(invitation: Invitation, at: datetime) -> None:
    state = invitation.state(at)
    if state not in {InvitationState.SENT, InvitationState.OVER}:
        raise RuleError(
            _("This invitation is closed: %(state)s."),
            code="answered",
            params={"state": state.label.lower()},
        )


def _answerable(invitation: Invitation, at: datetime) -> None:
    """Refuse with "answered" or "over" what can be answered no more."""
    _unanswered(invitation, at)
    if invitation.state(at) is InvitationState.OVER:
        raise RuleError(
            _("The time to answer is over: ask %(name)s for a new invitation."),
            code="over",
            params={"name": invitation.organization.name},
        )


def _become(invitation: Invitation, name: str, at: datetime) -> Representative:
    """The representative that the invitation makes; who has the role already only gains rights."""
    given: dict[str, Any] = {
        "organization": invitation.organization,
        "email": invitation.email,
        "role": invitation.role,
    }
    row = Representative.objects.filter(**given, until=None).first()
    if row is None:
        return Representative.objects.create(
            **given, name=name, is_admin=invitation.is_admin, since=zones.day(at)
        )
    if invitation.is_admin and not row.is_admin:
        row.is_admin = True
        row.save(update_fields=["is_admin"])
    return row
