"""Leaving a role: by naming a successor, or at once (domain 1: the end of the span ends both)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.base import zones
from foundation.base.errors import RuleError
from members.accounts.models import User
from members.models import Organization, Representative
from members.representation import leaving, mails
from members.representation.models import Invitation

from .invitations import invite


@transaction.atomic
def hand_over(
    *, representative: Representative, name: str, email: str, at: datetime, by: User | None
) -> Invitation:
    """Invite a successor for the role and rights of `representative`, who keeps both until then.

    Refusals: "ended", "same_person", "successor_invited", and those of `invite`.
    """
    row = _locked(representative, at)
    if email.strip().lower() == row.email:
        raise RuleError(_("This is the address of the one who hands over."), code="same_person")
    if Invitation.objects.waiting(at).filter(hands_over=row).exists():
        raise RuleError(
            _("A successor is invited already: withdraw that invitation first."),
            code="successor_invited",
        )
    Invitation.objects.unanswered().filter(hands_over=row).update(withdrawn_at=at)
    return invite(
        organization=row.organization,
        name=name,
        email=email,
        role=row.role,
        is_admin=row.is_admin,
        at=at,
        by=by,
        hands_over=row,
    )


@transaction.atomic
def end(
    *,
    representative: Representative,
    at: datetime,
    by: User | None,
    knowing: bool = False,
    withdraw_invitations: bool = False,
) -> Representative:
    """End what `representative` does in this role: access and mail end with this transaction.

    `withdraw_invitations` takes back what they invited others to and nobody answered. Refusals:
    "ended"; "leaves_open" when a current member would be left without anybody who looks after its
    pages or its bills, unless `knowing`: then it happens and the staff are told (domain 1).
    """
    row = _locked(representative, at)
    missing = leaving.left_without(row, zones.day(at))
    if missing and not knowing:
        raise RuleError(" ".join(missing), code="leaves_open")
    row.until, row.ended_at = zones.day(at), at
    row.save(update_fields=["until", "ended_at"])
    if withdraw_invitations:
        leaving.invited_by(row, at).update(withdrawn_at=at)
    if missing:
        mails.left_open(row, missing, organization=row.organization, at=at)
    return row


def _locked(representative: Representative, at: datetime) -> Representative:
    Organization.objects.select_for_update().get(pk=representative.organization_id)
    rows = Representative.objects.on(zones.day(at)).select_related("organization")
    row = rows.select_for_update(of=["self"]).filter(pk=representative.pk).first()
    if row is None:
        raise RuleError(
            _("%(name)s does not have this role now."),
            code="ended",
            params={"name": representative.name},
        )
    return row
