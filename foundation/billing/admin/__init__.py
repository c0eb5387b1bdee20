"""The ledger, what is paid back, and what the card provider says, as staff see them."""

from . import ledger, messages, refunds, tiles

__all__ = ["ledger", "messages", "refunds", "tiles"]
