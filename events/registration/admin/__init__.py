"""Registration as staff run it: orders, attendees, ticket types and the places they share."""

from . import codes, orders, reminders, sale, tickets

__all__ = ["codes", "orders", "reminders", "sale", "tickets"]
