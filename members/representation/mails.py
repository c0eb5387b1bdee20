"""What the mails about representatives say, and that each is written once."""

from dataclasses import replace
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from foundation.base import mail, moments
from foundation.base.mail import Draft
from foundation.base.models import Foundation
from members.models import Organization, Representative
from members.representation.models import Invitation


def draft(invitation: Invitation, what: str) -> Draft:
    """The mail about `invitation`: "invitation", "reminder", "accepted", "declined" or
    "handed_over" (to whose role it takes over)."""
    by, before = invitation.invited_by, invitation.hands_over
    asks = what in {"invitation", "reminder"}
    to_inviter = what in {"accepted", "declined"}
    reader = (invitation.name, invitation.email)
    if to_inviter and by is not None:
        reader = (by.get_full_name() or by.email, by.email)
    elif what == "handed_over" and before is not None:
        reader = (before.name, before.email)
    return Draft(
        kind=f"representative_{what}",
        to=reader[1],
        context={
            "invitation": invitation,
            "organization": invitation.organization,
            "heading": _heading(invitation, what),
            "answer_url": settings.SITE_URL + invitation.get_absolute_url() if asks else "",
            "until": moments.shown(invitation.expires_at, "UTC"),
        },
        values={
            "name": reader[0],
            "organization": invitation.organization.name,
            "role": invitation.get_role_display().lower(),
            "who": str(by or _("The foundation")) if asks else invitation.name,
            "until": moments.shown(invitation.expires_at, "UTC"),
        },
    )


def _heading(invitation: Invitation, what: str) -> str:
    names = {"name": invitation.name, "organization": invitation.organization.name}
    return {
        "accepted": _("%(name)s has accepted"),
        "declined": _("%(name)s has declined"),
        "handed_over": _("Your role has been taken over"),
    }.get(what, _("Represent %(organization)s")) % names


def invite(invitation: Invitation, *, at: datetime, turn: str) -> None:
    """Ask who is invited. `turn` tells the first mail from a reminder and from what is sent again."""
    what = "reminder" if turn == "reminder" else "invitation"
    key = f"representative-invitation:{invitation.pk}:{turn}"
    mail.post(key=key, draft=draft(invitation, what), at=at)


def answered(invitation: Invitation, *, at: datetime) -> None:
    """Tell whoever invited what the answer was; nobody where the foundation itself invited."""
    if invitation.invited_by is None:
        return
    what = "accepted" if invitation.accepted_at else "declined"
    key = f"representative-invitation:{invitation.pk}:answered"
    mail.post(key=key, draft=draft(invitation, what), at=at)


def handed_over(
    before: Representative, after: Representative, *, invitation: Invitation, at: datetime
) -> None:
    """Tell who handed over that the successor took the role, and that access has ended."""
    told = draft(invitation, "handed_over")
    values = {**told.values, "name": before.name, "who": after.name}
    told = replace(told, to=before.email, values=values)
    key = f"representative-invitation:{invitation.pk}:handed-over"
    mail.post(key=key, draft=told, at=at)


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
