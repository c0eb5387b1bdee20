"""What happens when the money of a year of dues moves."""

from datetime import datetime

from django.utils.translation import gettext as _

from foundation.base import zones
from foundation.billing import services as billing
from foundation.billing.models import Account, EntryKind
from members.dues import notices
from members.dues.models import DuesYear, NoticeKind


def settle(account: Account, at: datetime) -> None:
    """Thank the member once its year is paid. Nothing else is kept beside the ledger: whether dues
    are paid is its sum, and the rules ask for it.

    It is called with the account held, so it holds nothing else: who lets a membership lapse holds
    the organisation first and would wait for it.
    """
    year = DuesYear.objects.filter(account=account).select_related("term__membership").first()
    paid = account.entries.filter(kind=EntryKind.PAYMENT).exists()
    if year is None or not paid or billing.owed(account) > 0:
        return
    notices.keep(
        NoticeKind.PAID,
        year.term.membership,
        key=f"paid:{year.pk}",
        reached=zones.day(at),
        why=_("Everything that was charged is paid."),
        at=at,
        term=year.term,
        year=year,
    )
