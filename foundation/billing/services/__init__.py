"""Changes to the ledger. Every amount is added once, under a key, and never altered."""

from foundation.billing.ledger import add_entry, open_account, outstanding, owed, receive

from .cards import hear_provider, start_card_payment
from .invoices import issue_invoice, next_number, reverse_open_invoices
from .refunds import (
    give_back,
    mark_transferred,
    record_transfer,
    transfer_instead,
    try_again,
    withdraw,
)

__all__ = [
    "add_entry",
    "give_back",
    "hear_provider",
    "issue_invoice",
    "mark_transferred",
    "next_number",
    "open_account",
    "outstanding",
    "owed",
    "receive",
    "record_transfer",
    "reverse_open_invoices",
    "start_card_payment",
    "transfer_instead",
    "try_again",
    "withdraw",
]
