"""Mails to funders: the invoice of a pledge, when it is late or comes to less, and thanks."""

import hashlib
from datetime import datetime
from decimal import Decimal

from django.conf import settings

from foundation.base import clock, mail, mailkinds, zones
from foundation.base.mail import Attachment, Draft
from foundation.base.models import Foundation
from foundation.base.money import show
from foundation.base.words import Place
from foundation.billing.models import Invoice
from foundation.billing.papers import invoice_pdf
from members.dues.mails import Reader, readers
from projects.funding.models import Pledge

SOMEBODY = Reader("Ada Lovelace", "ada@example.org")
# These say how to pay.
WITH_INVOICE = frozenset({"fund_invoiced", "fund_unpaid"})
PLACES = {
    "name": Place("the name of who gets the mail"),
    "organization": Place("the funder"),
    "project": Place("the project"),
    "amount": Place("what was pledged"),
}


def declare() -> None:
    """Called once, when the process starts."""
    mailkinds.declare(
        "fund_invoiced",
        label="Invoice of a pledge",
        when="When staff invoice a pledge to the fund of a project.",
        subject="{organization}: your pledge of {amount} to the fund of {project}",
        body="Hello {name},\n\nthank you for funding {project}. The invoice of {amount} is attached.",
        places=PLACES,
        sample=_sample("fund_invoiced"),
    )
    mailkinds.declare(
        "fund_lowered",
        label="Pledge lowered",
        when="When staff ask for less than was invoiced, or for nothing.",
        subject="{organization}: we ask less for the fund of {project}",
        body="Hello {name},\n\nyour pledge to the fund of {project} comes to {amount} now. The credit note, and the new invoice if something is left, are attached.",
        places=PLACES,
        sample=_sample("fund_lowered"),
    )
    mailkinds.declare(
        "fund_unpaid",
        label="Pledge to be paid",
        when="When the invoice of a pledge is not paid by its day, once.",
        subject="{organization}: your pledge to the fund of {project} is not paid yet",
        body="Hello {name},\n\nthe invoice of your {amount} for {project} was due. It is attached once more. If you have paid it in the last days, there is nothing to do.",
        places=PLACES,
        sample=_sample("fund_unpaid"),
    )
    mailkinds.declare(
        "fund_paid",
        label="Pledge paid",
        when="When a pledge to the fund of a project is paid.",
        subject="{organization}: your pledge to the fund of {project} is paid",
        body="Hello {name},\n\nyour {amount} for {project} have arrived. Thank you.",
        places=PLACES,
        sample=_sample("fund_paid"),
    )


def invoiced(pledge: Pledge, invoice: Invoice, at: datetime) -> None:
    """To who pays for the funder, with the invoice."""
    file = Attachment(f"{invoice.number}.pdf", "application/pdf", invoice_pdf(invoice))
    _write(pledge, "fund_invoiced", at, [file])


def unpaid(pledge: Pledge, invoice: Invoice, at: datetime) -> None:
    """To who pays for the funder, once for each invoice that is late, with the invoice."""
    file = Attachment(f"{invoice.number}.pdf", "application/pdf", invoice_pdf(invoice))
    _write(pledge, "fund_unpaid", at, [file], about=f":{invoice.pk}")


def lowered(pledge: Pledge, papers: list[Invoice], at: datetime) -> None:
    """To who pays for the funder, with the credit note and the new invoice."""
    files = [
        Attachment(f"{each.number}.pdf", "application/pdf", invoice_pdf(each)) for each in papers
    ]
    _write(pledge, "fund_lowered", at, files, about=f":{papers[-1].pk}")


def paid(pledge: Pledge, at: datetime) -> None:
    """To who pays for the funder: thanks."""
    _write(pledge, "fund_paid", at, [])


def _sample(kind: str) -> mailkinds.Sample:
    """As it would be written now, about the organisation whose slug staff type, else the newest
    pledge; without the invoice, and nothing is written."""

    def sample(scope: str, about: str) -> Draft | None:
        rows = Pledge.objects.select_related("fund__project", "organization", "account")
        row = (rows.filter(organization__slug=about) if about else rows).first()
        if row is None:
            return None
        found = readers(row.organization, zones.day(clock.now()))
        return _draft(row, kind, found[0] if found else SOMEBODY, [])

    return sample


def _write(
    pledge: Pledge, kind: str, at: datetime, files: list[Attachment], about: str = ""
) -> None:
    for reader in readers(pledge.organization, zones.day(at)):
        mark = hashlib.sha256(reader.email.lower().encode()).hexdigest()[:16]
        key = f"{kind}:{pledge.pk}{about}:{mark}"
        mail.post(key=key, draft=_draft(pledge, kind, reader, files), at=at)


def _draft(pledge: Pledge, kind: str, reader: Reader, files: list[Attachment]) -> Draft:
    foundation = Foundation.objects.get()
    return Draft(
        kind=kind,
        to=reader.email,
        context={
            "url": settings.SITE_URL + pledge.fund.get_absolute_url(),
            "account": pledge.account,
            "bank_details": foundation.bank_details if kind in WITH_INVOICE else "",
        },
        values={
            "name": reader.name,
            "organization": pledge.organization.name,
            "project": pledge.fund.project.name,
            "amount": show(
                Decimal(0) if pledge.withdrawn_at else pledge.amount,
                pledge.fund.currency,
                short=True,
            ),
        },
        attachments=files,
        reply_to=foundation.email,
    )
