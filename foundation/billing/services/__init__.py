"""Changes to the ledger. Every amount is added once, under a key, and never altered."""

from foundation.billing.ledger import add_entry, open_account, owed, receive

from .cards import hear_provider, start_card_payment
from .invoices import issue_invoice, next_number, reverse_open_invoices

__all__ = [
    "add_entry",
    "hear_provider",
    "issue_invoice",
    "next_number",
    "open_account",
    "owed",
    "receive",
    "reverse_open_invoices",
    "start_card_payment",
]
