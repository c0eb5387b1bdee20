"""The invoice of a pledge is mailed in the background: its PDF takes a while."""

from django.tasks import task

from foundation.base import clock
from foundation.billing.models import Invoice
from projects.funding import mails
from projects.funding.models import Pledge


@task()
def mail_invoice(pledge_id: int, invoice_id: int) -> None:
    """Write it to everybody who pays for the funder; written twice it is one mail."""
    pledge = Pledge.objects.select_related("fund__project", "organization", "account").get(
        pk=pledge_id
    )
    mails.invoiced(pledge, Invoice.objects.get(pk=invoice_id), clock.now())
