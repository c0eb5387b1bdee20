"""How a waiting list changes. Whoever changes one holds its row, before any lock of the sale."""

from .joining import join, leave
from .serving import offer_now, serve_due, serve_stock

__all__ = ["join", "leave", "offer_now", "serve_due", "serve_stock"]
