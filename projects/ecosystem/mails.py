"""The mails of the marketplace: drafts that wait or were decided, licences that end."""

from datetime import datetime

from django.urls import reverse

from foundation.base import mail, moments, zones
from foundation.base.mail import Draft
from foundation.base.models import Foundation
from members import contacts
from members.accounts.models import User
from members.models import RepresentativeRole
from projects.ecosystem.models import LicenceRequest, OfferDraft, TrademarkLicence

EXPIRES = "licence_expires"
GRANTED = "licence_granted"
REFUSED = "licence_refused"
# Who reads a sample, where nobody has asked.
SOMEBODY = "ada@example.org"


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


def licence_asked(request: LicenceRequest, *, by: User | None, at: datetime) -> None:
    """Tell the staff that somebody asks for a licence; once for each version of the request."""
    foundation = Foundation.objects.first()
    if foundation is None:
        return
    mail.write(
        key=f"licence-request:{request.pk}:{request.version}:asked",
        kind="licence_asked",
        to=foundation.email,
        reply_to=by.email if by else "",
        context={
            "request": request,
            "organization": request.offer.organization,
            "by": by,
            "desk": reverse("admin:ecosystem_licencerequest_change", args=[request.pk]),
        },
        at=at,
    )


def licence_decided(request: LicenceRequest, *, at: datetime) -> None:
    """Tell who asked that the licence is granted until a day, or refused and why."""
    if request.written_by is None:
        return
    draft = about_licence(request, GRANTED if request.licence else REFUSED)
    key = f"licence-request:{request.pk}:{request.version}:{request.state}"
    mail.post(key=key, draft=draft, at=at)


def about_licence(request: LicenceRequest, kind: str) -> Draft:
    """What who asked for a licence reads: it is `GRANTED`, or `REFUSED` and why."""
    offer, licence = request.offer, request.licence
    return Draft(
        kind=kind,
        to=request.written_by.email if request.written_by else SOMEBODY,
        context={
            "request": request,
            "page": reverse("ecosystem:mine", args=[offer.organization.slug]) + "#licences",
        },
        values={
            "organization": offer.organization.name,
            "product": request.product,
            "programme": request.programme.name,
            "day": moments.shown(licence.expires_on, "UTC") if licence else "–",
        },
    )
