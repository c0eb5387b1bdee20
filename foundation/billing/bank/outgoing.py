"""Money that went out: the transfers it may have paid."""

from collections.abc import Iterable
from decimal import Decimal

from foundation.billing.models import Refund, RefundState, Way

# By account: its transfers that no line has paid yet, those first that wait to be made.
type Transfers = dict[int, list[Refund]]


def transfers(account_ids: Iterable[int]) -> Transfers:
    """What was ever to be transferred from these accounts: one query, none without accounts.

    An account that never had a transfer is missing; one whose transfers are all paid is empty.
    """
    found: Transfers = {}
    rows = Refund.objects.filter(account__in=set(account_ids), way=Way.TRANSFER)
    for refund in rows.select_related("bank_line").order_by("state", "pk"):
        of_account = found.setdefault(refund.account_id, [])
        if refund.state != RefundState.WITHDRAWN and not hasattr(refund, "bank_line"):
            of_account.append(refund)
    return found


def fitting(refunds: Iterable[Refund], amount: Decimal) -> Refund | None:
    """The first of `refunds` of exactly this amount.

    One that staff have marked by hand is confirmed by its line, and booked no second time.
    """
    return next((refund for refund in refunds if refund.amount == amount), None)
