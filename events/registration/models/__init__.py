"""Registration: what is on sale, how many there are, who ordered, who comes (domain 4.1, 4.2)."""

from .changes import Change, ChangeLine, ChangeState
from .codes import Code, CodeKind, CodeUse, Effect, PersonUse
from .invitations import Invitation, InvitationState
from .orders import Order, OrderState, PaymentMethod
from .promises import Promise
from .refunds import RefundRequest, RefundRule, RefundState
from .reminders import Reminder
from .sales import Sale
from .stock import Audience, Reservation, Stock, TicketType
from .tickets import ShirtSize, Ticket

__all__ = [
    "Audience",
    "Change",
    "ChangeLine",
    "ChangeState",
    "Code",
    "CodeKind",
    "CodeUse",
    "Effect",
    "Invitation",
    "InvitationState",
    "Order",
    "OrderState",
    "PaymentMethod",
    "PersonUse",
    "Promise",
    "RefundRequest",
    "RefundRule",
    "RefundState",
    "Reminder",
    "Reservation",
    "Sale",
    "ShirtSize",
    "Stock",
    "Ticket",
    "TicketType",
]
