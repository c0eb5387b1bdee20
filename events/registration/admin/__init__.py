"""Registration as staff run it: orders, attendees, ticket types and the places they share."""

from . import codes, orders, sale, tickets

__all__ = ["codes", "orders", "sale", "tickets"]
