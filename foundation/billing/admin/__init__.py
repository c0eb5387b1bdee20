"""The ledger and what is paid back, as staff see them."""

from . import ledger, refunds

__all__ = ["ledger", "refunds"]
