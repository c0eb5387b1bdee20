"""What happens when the money of a year of dues moves."""

from datetime import datetime

from foundation.billing.models import Account


def settle(account: Account, at: datetime) -> None:
    """Nothing is kept beside the ledger: whether dues are paid is its sum."""
