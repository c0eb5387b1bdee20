"""Mails to funders: the invoice of a pledge, and thanks when it is paid."""

import hashlib
from datetime import datetime

from django.conf import settings

from foundation.base import mail, mailkinds, zones
from foundation.base.mail import Attachment
from foundation.base.models import Foundation
from foundation.base.money import show
from foundation.base.words import Place
from foundation.billing.models import Invoice
from foundation.billing.papers import invoice_pdf
from members.dues.mails import readers
from projects.funding.models import Pledge

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
    )
    mailkinds.declare(
        "fund_paid",
        label="Pledge paid",
        when="When a pledge to the fund of a project is paid.",
        subject="{organization}: your pledge to the fund of {project} is paid",
        body="Hello {name},\n\nyour {amount} for {project} have arrived. Thank you.",
        places=PLACES,
    )


def invoiced(pledge: Pledge, invoice: Invoice, at: datetime) -> None:
    """To who pays for the funder, with the invoice."""
    file = Attachment(f"{invoice.number}.pdf", "application/pdf", invoice_pdf(invoice))
    _write(pledge, "fund_invoiced", at, [file])


def paid(pledge: Pledge, at: datetime) -> None:
    """To who pays for the funder: thanks."""
    _write(pledge, "fund_paid", at, [])


def _write(pledge: Pledge, kind: str, at: datetime, files: list[Attachment]) -> None:
    foundation = Foundation.objects.get()
    for reader in readers(pledge.organization, zones.day(at)):
        mark = hashlib.sha256(reader.email.lower().encode()).hexdigest()[:16]
        mail.write(
            key=f"{kind}:{pledge.pk}:{mark}",
            kind=kind,
            to=reader.email,
            context={
                "url": settings.SITE_URL + pledge.fund.get_absolute_url(),
                "account": pledge.account,
                "bank_details": foundation.bank_details if files else "",
            },
            values={
                "name": reader.name,
                "organization": pledge.organization.name,
                "project": pledge.fund.project.name,
                "amount": show(pledge.amount, pledge.fund.currency, short=True),
            },
            attachments=files,
            reply_to=foundation.email,
            at=at,
        )
