"""Trademark licences: asked for by a member, granted until a day, or refused with a reason."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from foundation.base import zones
from foundation.base.drafts import DraftState
from foundation.base.errors import RuleError
from members.accounts.models import User
from members.models import Organization
from projects.ecosystem import mails
from projects.ecosystem.models import LicenceRequest, Offer, Programme, TrademarkLicence
from projects.models import Project

from .drafting import refuse_strangers

SAID = ("programme", "project", "product", "tested_against", "evidence")


@dataclass(frozen=True)
class Asked:
    """What a request says: which product, tested for which project and against which rules, and
    the address of the results."""

    programme: Programme
    project: Project
    product: str
    tested_against: str
    evidence: str


@transaction.atomic
def ask(
    *,
    offer: Offer,
    asked: Asked,
    at: datetime,
    by: User | None,
    request: LicenceRequest | None = None,
) -> LicenceRequest:
    """Ask for a licence of an entry, or mend the open `request`; staff get a mail.

    The same once more changes nothing and returns what waits. Refusals: "no_member", "not_now" when
    the entry was withdrawn or `request` is closed, "other_project" when the entry is not for that
    project, "there" when this licence is asked for already.
    """
    offer = _locked_offer(offer, at)
    if not offer.projects.filter(pk=asked.project.pk).exists():
        raise RuleError(
            _("%(entry)s is not for %(project)s. Choose a project of the entry."),
            code="other_project",
            params={"entry": offer.name, "project": asked.project.name},
        )
    row = _open(request) if request else LicenceRequest(offer=offer, version=0)
    there = LicenceRequest.objects.open().filter(offer=offer, programme=asked.programme)
    if found := there.exclude(pk=row.pk).first():
        return _unchanged(found, asked)
    for name in SAID:
        setattr(row, name, getattr(asked, name))
    row.state, row.version = DraftState.SUBMITTED, row.version + 1
    row.written_by, row.written_at, row.submitted_at = by, at, at
    row.save()
    mails.licence_asked(row, by=by, at=at)
    return row


@transaction.atomic
def take_back(*, request: LicenceRequest, at: datetime, by: User | None) -> LicenceRequest:
    """Whoever asked has thought better of it. Refused: "not_now"."""
    row = _open(locked(request))
    row.close(DraftState.DISCARDED, at=at, by=by)
    return row


@transaction.atomic
def grant(
    *, draft: LicenceRequest, version: int, expires_on: date, at: datetime, by: User | None
) -> TrademarkLicence:
    """Give the licence until the day `expires_on`; whoever asked gets a mail.

    It begins today, or where one that the entry holds ends. `version` is that of the request which
    staff have read. Refusals: "not_now", "changed", "no_member" when the tier ended meanwhile,
    "too_short" when it would end before it begins.
    """
    row = locked(draft)
    row.must_wait(version)
    refuse_strangers(row.offer.organization, at)
    held = TrademarkLicence.objects.filter(programme=row.programme_id, offer=row.offer_id)
    last = held.aggregate(last=Max("expires_on"))["last"]
    begins = max(filter(None, [last, zones.day(at)]))
    if expires_on <= begins:
        raise RuleError(
            _("The licence begins on %(day)s: let it end later."),
            code="too_short",
            params={"day": begins.isoformat()},
        )
    licence = TrademarkLicence(
        programme_id=row.programme_id,
        offer_id=row.offer_id,
        version=row.tested_against,
        granted_on=begins,
        expires_on=expires_on,
    )
    licence.full_clean()
    licence.save()
    row.close(DraftState.APPROVED, at=at, by=by)
    row.licence = licence
    row.save(update_fields=["licence"])
    mails.licence_decided(row, at=at)
    return licence


@transaction.atomic
def refuse(
    *, draft: LicenceRequest, version: int, note: str, at: datetime, by: User | None
) -> LicenceRequest:
    """Say no, and why: whoever asked gets a mail, and can mend the request.

    Refusals: "not_now", "changed" as for `grant`, and "no_note".
    """
    row = locked(draft)
    row.must_wait(version)
    row.close(DraftState.RETURNED, at=at, by=by, note=note)
    mails.licence_decided(row, at=at)
    return row


def locked(request: LicenceRequest) -> LicenceRequest:
    """The request as it is now; its organisation is locked first."""
    owner = Offer.objects.values("organization").filter(licence_requests=request.pk)
    Organization.objects.select_for_update().get(pk__in=owner)
    near = ("written_by", "programme", "project", "offer__organization")
    rows = LicenceRequest.objects.select_related(*near).select_for_update(of=["self"])
    return rows.get(pk=request.pk)


def _locked_offer(offer: Offer, at: datetime) -> Offer:
    organization = Organization.objects.select_for_update().get(pk=offer.organization_id)
    row = Offer.objects.get(pk=offer.pk, organization=organization)
    refuse_strangers(organization, at)
    if row.withdrawn_on is not None:
        raise RuleError(_("This entry was withdrawn: write a new one."), code="not_now")
    return row


def _open(request: LicenceRequest) -> LicenceRequest:
    row = LicenceRequest.objects.select_for_update().get(pk=request.pk)
    if not row.is_open:
        raise RuleError(
            _("This request is closed: it is at “%(state)s”."),
            code="not_now",
            params={"state": row.get_state_display()},
        )
    return row


def _unchanged(found: LicenceRequest, asked: Asked) -> LicenceRequest:
    if all(getattr(found, name) == getattr(asked, name) for name in SAID):
        return found
    raise RuleError(
        _("You have asked for the %(programme)s licence of this entry already: mend that request."),
        code="there",
        params={"programme": found.programme.name},
    )
