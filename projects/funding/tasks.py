"""Invoices of pledges are mailed in the background: a PDF takes a while."""

from django.tasks import task

from foundation.base import clock
from foundation.billing import ledger as billing
from foundation.billing.models import Invoice, InvoiceKind
from projects.funding import mails
from projects.funding.models import Pledge


@task()
def mail_invoice(pledge_id: int, invoice_id: int) -> None:
    """Write it to everybody who pays for the funder; written twice it is one mail."""
    pledge = Pledge.objects.select_related("fund__project", "organization", "account").get(
        pk=pledge_id
    )
    mails.invoiced(pledge, Invoice.objects.get(pk=invoice_id), clock.now())


@task()
def mail_unpaid(pledge_id: int) -> None:
    """Remind who pays for the funder of the invoice that is late, if it is not paid by now."""
    pledge = Pledge.objects.select_related("fund__project", "organization", "account").get(
        pk=pledge_id
    )
    if pledge.account is None or billing.owed(pledge.account) <= 0:
        return
    open_ones = pledge.account.invoices.filter(kind=InvoiceKind.INVOICE, reversed_by=None)
    invoice = open_ones.order_by("-pk").first()
    if invoice is not None:
        mails.unpaid(pledge, invoice, clock.now())


@task()
def mail_lowered(pledge_id: int, paper_ids: list[int]) -> None:
    """Write that less is asked for, with the credit note and the new invoice if there is one."""
    pledge = Pledge.objects.select_related("fund__project", "organization", "account").get(
        pk=pledge_id
    )
    papers = list(Invoice.objects.filter(pk__in=paper_ids).order_by("pk"))
    mails.lowered(pledge, papers, clock.now())
