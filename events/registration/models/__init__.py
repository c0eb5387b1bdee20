"""Registration: what is on sale, how many there are, who ordered, who comes (domain 4.1, 4.2)."""

from .codes import Code, CodeKind, CodeUse, Effect, PersonUse
from .invitations import Invitation, InvitationState
from .orders import Order, OrderState, PaymentMethod
from .reminders import Reminder
from .stock import Audience, Reservation, Stock, TicketType
from .tickets import ShirtSize, Ticket

__all__ = [
    "Audience",
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
    "Reminder",
    "Reservation",
    "ShirtSize",
    "Stock",
    "Ticket",
    "TicketType",
]
