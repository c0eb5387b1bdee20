"""What happens when the money of a pledge moves: nothing is kept beside the ledger."""

from datetime import datetime

from foundation.billing import services as billing
from foundation.billing.models import Account, EntryKind
from projects.funding import mails
from projects.funding.models import Pledge


def settle(account: Account, at: datetime) -> None:
    """Thank the funder once the pledge is paid."""
    pledge = Pledge.objects.select_related("fund__project", "organization").filter(account=account)
    row = pledge.first()
    paid = account.entries.filter(kind=EntryKind.PAYMENT).exists()
    if row is None or row.withdrawn_at:
        return
    if paid and billing.owed(account) <= 0:
        mails.paid(row, at)
