"""Changes to the ledger. Every amount is added once, under a key, and never altered."""

from foundation.billing.ledger import (
    add_entry,
    charge_first,
    is_newest_a_payment,
    open_account,
    outstanding,
    owed,
    receive,
    received,
)

from .cards import (
    back_from_card,
    card_form,
    drop_card_payment,
    hear_provider,
    start_card_payment,
    takes_cards,
)
from .invoices import issue_invoice, next_number, reverse_open_invoices
from .messages import act_again, seen_to, take_event
from .refunds import (
    give_back,
    mark_transferred,
    record_transfer,
    transfer_instead,
    try_again,
    withdraw,
)

__all__ = [
    "act_again",
    "add_entry",
    "back_from_card",
    "card_form",
    "charge_first",
    "drop_card_payment",
    "give_back",
    "hear_provider",
    "is_newest_a_payment",
    "issue_invoice",
    "mark_transferred",
    "next_number",
    "open_account",
    "outstanding",
    "owed",
    "receive",
    "received",
    "record_transfer",
    "reverse_open_invoices",
    "seen_to",
    "start_card_payment",
    "take_event",
    "takes_cards",
    "transfer_instead",
    "try_again",
    "withdraw",
]
