"""The mails of the marketplace: drafts that wait or were decided, licences that end."""

from datetime import datetime

from django.urls import reverse

from foundation.base import mail, moments, zones
from foundation.base.models import Foundation
from members import contacts
from members.accounts.models import User
from members.models import RepresentativeRole
from projects.ecosystem.models import OfferDraft, TrademarkLicence

EXPIRES = "licence_expires"


def submitted(draft: OfferDraft, *, by: User | None, at: datetime) -> None:
    """Tell the staff that a draft waits; once for each version of it."""
    foundation = Foundation.objects.first()
    if foundation is None:
        return
    mail.write(
        key=f"offer-draft:{draft.pk}:{draft.version}:submitted",
        kind="offer_submitted",
        to=foundation.email,
        reply_to=by.email if by else "",
        context={
            "draft": draft,
            "organization": draft.organization,
            "by": by,
            "desk": reverse("admin:ecosystem_offerdraft_change", args=[draft.pk]),
        },
        at=at,
    )


def decided(draft: OfferDraft, *, at: datetime) -> None:
    """Tell who wrote the draft that it was approved, or returned and why."""
    if draft.written_by is None:
        return
    mail.write(
        key=f"offer-draft:{draft.pk}:{draft.version}:{draft.state}",
        kind="offer_decided",
        to=draft.written_by.email,
        context={
            "draft": draft,
            "organization": draft.organization,
            "page": reverse("ecosystem:draft", args=[draft.organization.slug, draft.pk]),
        },
        at=at,
    )


def expires(licence: TrademarkLicence, *, at: datetime) -> None:
    """Tell who speaks for the organisation in marketing that a licence ends; once for each."""
    offer = licence.offer
    for person in contacts.of(offer.organization_id, RepresentativeRole.MARKETING, zones.day(at)):
        mail.write(
            key=f"licence:{licence.pk}:expires:{person.pk}",
            kind=EXPIRES,
            to=person.email,
            context={"offer": offer, "licence": licence},
            values={
                "name": person.name,
                "organization": offer.organization.name,
                "entry": offer.name,
                "programme": licence.programme.name,
                "day": moments.shown(licence.expires_on, "UTC"),
            },
            at=at,
        )
