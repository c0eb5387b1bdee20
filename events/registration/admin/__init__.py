"""Registration as staff run it: orders, attendees, ticket types and the places they share."""

from . import orders, sale, tickets

__all__ = ["orders", "sale", "tickets"]
