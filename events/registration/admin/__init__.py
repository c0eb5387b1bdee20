"""Registration as staff run it: orders, attendees, ticket types and the places they share."""

from . import codes, invitations, orders, refunds, reminders, sale, sales, tickets, tiles

__all__ = [
    "codes",
    "invitations",
    "orders",
    "refunds",
    "reminders",
    "sale",
    "sales",
    "tickets",
    "tiles",
]
