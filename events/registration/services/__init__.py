"""How an order changes. One function a change, one transaction, the clock passed in.

Locks are always taken in the same sequence (account, order, stocks by key, codes, person,
invitation), so that two changes wait for each other instead of dead-locking.
"""

from .alterations import change
from .at_once import order_at_once
from .calling_off import call_off
from .changes import assign, cancel, cancel_ticket
from .checkout import mark_paid, pay_by_card, place, settle, switch_to_invoice
from .contents import Line
from .corrections import correct_buyer
from .differences import withdraw
from .expiry import extend, release_expired
from .holds import Filled, accept_conduct, fill_in, hold, write_down
from .moving import move, split
from .refunding import ask_refund, decline_refund, grant_refund, withdraw_refund
from .refunds import record_refund, resend

__all__ = [
    "Filled",
    "Line",
    "accept_conduct",
    "ask_refund",
    "assign",
    "call_off",
    "cancel",
    "cancel_ticket",
    "change",
    "correct_buyer",
    "decline_refund",
    "extend",
    "fill_in",
    "grant_refund",
    "hold",
    "mark_paid",
    "move",
    "order_at_once",
    "pay_by_card",
    "place",
    "record_refund",
    "release_expired",
    "resend",
    "settle",
    "split",
    "switch_to_invoice",
    "withdraw",
    "withdraw_refund",
    "write_down",
]
