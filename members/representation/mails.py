"""What the mails about representatives say, and that each is written once."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse

from foundation.base import mail, moments
from foundation.base.models import Foundation
from members.models import Organization, Representative
from members.representation.models import Invitation


def invite(invitation: Invitation, *, at: datetime, turn: str) -> None:
    """Ask who is invited. `turn` tells the first mail from a reminder and from what is sent again."""
    mail.write(
        key=f"representative-invitation:{invitation.pk}:{turn}",
        kind="representative_invitation",
        to=invitation.email,
        context={
            "invitation": invitation,
            "organization": invitation.organization,
            "is_reminder": turn == "reminder",
            "answer_url": settings.SITE_URL + invitation.get_absolute_url(),
            "until": moments.shown(invitation.expires_at, "UTC"),
        },
        at=at,
    )


def answered(invitation: Invitation, *, at: datetime) -> None:
    """Tell whoever invited what the answer was; nobody where the foundation itself invited."""
    if invitation.invited_by is None:
        return
    mail.write(
        key=f"representative-invitation:{invitation.pk}:answered",
        kind="representative_answered",
        to=invitation.invited_by.email,
        context={"invitation": invitation, "organization": invitation.organization},
        at=at,
    )


def handed_over(
    before: Representative, after: Representative, *, invitation: Invitation, at: datetime
) -> None:
    """Tell who handed over that the successor took the role, and that access has ended."""
    mail.write(
        key=f"representative-invitation:{invitation.pk}:handed-over",
        kind="representative_handed_over",
        to=before.email,
        context={"before": before, "after": after, "organization": after.organization},
        at=at,
    )


def left_open(
    gone: Representative, sentences: list[str], *, organization: Organization, at: datetime
) -> None:
    """Tell the staff what a representative who ended leaves without anybody."""
    foundation = Foundation.objects.first()
    if foundation is None:
        return
    mail.write(
        key=f"representative:{gone.pk}:left-open:{at:%Y%m%d%H%M%S%f}",
        kind="representative_left_open",
        to=foundation.email,
        context={
            "gone": gone,
            "organization": organization,
            "sentences": sentences,
            "desk": reverse("admin:members_organization_change", args=[organization.pk]),
        },
        at=at,
    )
