"""How an order changes. One function a change, one transaction, the clock passed in.

Locks are always taken in the same sequence (account, order, stocks by key, codes, person,
invitation), so that two changes wait for each other instead of dead-locking.
"""

from .changes import assign, cancel, cancel_ticket
from .checkout import mark_paid, pay_by_card, place, settle, switch_to_invoice
from .contents import Line
from .corrections import correct_buyer
from .expiry import extend, release_expired
from .holds import accept_conduct, fill_in, hold
from .refunds import record_refund, resend

__all__ = [
    "Line",
    "accept_conduct",
    "assign",
    "cancel",
    "cancel_ticket",
    "correct_buyer",
    "extend",
    "fill_in",
    "hold",
    "mark_paid",
    "pay_by_card",
    "place",
    "record_refund",
    "release_expired",
    "resend",
    "settle",
    "switch_to_invoice",
]
