"""An agreement is signed, amended and ended: one function, one transaction each."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.base import files, moments, zones
from foundation.base.errors import RuleError
from foundation.base.files import FileKind
from members.agreements.models import AgreementDocument, CorporateAgreement
from members.models import Organization

KINDS = (FileKind.PDF,)
MOST_MEGABYTES = 10


@dataclass(frozen=True)
class Signature:
    """What is known of the signature; empty where nobody knows."""

    version: str = ""
    signer: str = ""
    signer_title: str = ""
    signer_email: str = ""
    note: str = ""


@transaction.atomic
def sign(
    *,
    organization: Organization,
    signature: Signature,
    at: datetime,
    on: date | None,
    sent: Any = None,
) -> CorporateAgreement:
    """Write down that `organization` signed `on` a day (None: not known), with its paper `sent`.

    Raises RuleError `signed` when its agreement is there already, `future` for a day to come, and
    the refusals of `files.read` for a paper that is no PDF.
    """
    row = Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
    if CorporateAgreement.objects.filter(organization=row).exists():
        raise RuleError(_("Its agreement is here already: amend it."), code="signed")
    _check_day(on, at)
    row.is_supporter, row.ccla_signed_on = True, on or row.ccla_signed_on
    row.ccla_ended_on = None
    row.save(update_fields=["is_supporter", "ccla_signed_on", "ccla_ended_on"])
    agreement = CorporateAgreement(organization=row, **asdict(signature))
    agreement.full_clean()
    agreement.save()
    if sent is not None:
        file(agreement=agreement, sent=sent, at=at)
    return agreement


@transaction.atomic
def amend(
    *,
    agreement: CorporateAgreement,
    signature: Signature,
    at: datetime,
    on: date | None,
    sent: Any = None,
) -> CorporateAgreement:
    """Another text was signed, or more is known; the paper `sent` takes the place of the one before.

    `on` is the day it was signed, None if nobody knows. Raises RuleError `ended` for an agreement
    that is over, `gone` when its organisation was merged meanwhile, `future` for a day to come,
    `too_late` for one after its last day, and the refusals of `files.read`.
    """
    row = _running(agreement, at)
    _check_day(on, at)
    _check_order(on, row.organization.ccla_ended_on)
    Organization.objects.filter(pk=row.organization_id).update(is_supporter=True, ccla_signed_on=on)
    for name, value in asdict(signature).items():
        setattr(row, name, value)
    row.full_clean()
    row.save()
    if sent is not None:
        file(agreement=row, sent=sent, at=at)
    return row


@transaction.atomic
def end(*, agreement: CorporateAgreement, on: date, at: datetime) -> CorporateAgreement:
    """End it: `on` is its last day. The organisation supports until then and no longer, on every
    page, and who was authorised under it is not any longer.

    Raises RuleError `ended` when it is over, `too_early` for a day before it was signed, `gone`
    when its organisation was merged meanwhile.
    """
    row = _running(agreement, at)
    owner = row.organization
    signed = owner.ccla_signed_on
    if signed and on < signed:
        raise RuleError(
            _("It was signed on %s: it cannot end before.") % moments.shown(signed, "UTC"),
            code="too_early",
        )
    owner.ccla_ended_on, owner.is_supporter = on, True
    owner.save(update_fields=["ccla_ended_on", "is_supporter"])
    return row


@transaction.atomic
def file(*, agreement: CorporateAgreement, sent: Any, at: datetime) -> AgreementDocument:
    """Keep the paper `sent` (a Django UploadedFile), judged by what is in it."""
    row = CorporateAgreement.objects.select_for_update().get(pk=agreement.pk)
    upload = files.read(sent, kinds=KINDS, most_megabytes=MOST_MEGABYTES)
    document, _made = AgreementDocument.objects.update_or_create(
        agreement=row,
        defaults={"name": upload.name, "kind": upload.kind, "content": upload.content, "at": at},
    )
    return document


def _running(agreement: CorporateAgreement, at: datetime) -> CorporateAgreement:
    """The agreement with its organisation, which is locked first: whoever merges holds that too."""
    rows = CorporateAgreement.objects.filter(pk=agreement.pk)
    key = rows.values_list("organization", flat=True).first() or 0
    owner = Organization.objects.select_for_update(no_key=True).filter(pk=key).first()
    row = rows.select_for_update().filter(organization=owner).first()
    if owner is None or row is None:
        raise RuleError(_("Its organisation was merged meanwhile: look again."), code="gone")
    row.organization = owner
    if owner.supported_until(zones.day(at)):
        raise RuleError(_("This agreement has ended."), code="ended")
    return row


def _check_order(signed: date | None, ended: date | None) -> None:
    if signed and ended and ended < signed:
        raise RuleError(
            _("It ends on %s: it cannot have been signed after.") % moments.shown(ended, "UTC"),
            code="too_late",
        )


def _check_day(on: date | None, at: datetime) -> None:
    if on is not None and on > zones.day(at):
        raise RuleError(_("That day has not come yet."), code="future")
