"""Money: accounts, their entries (only ever added), payments, refunds, invoices."""

from .events import EventState, ProviderEvent
from .invoices import Invoice, InvoiceKind, InvoiceLine, NumberSequence
from .ledger import Account, Entry, EntryKind
from .payments import Payment
from .refunds import IN_FLIGHT, Refund, RefundState, Way, on_its_way

__all__ = [
    "IN_FLIGHT",
    "Account",
    "Entry",
    "EntryKind",
    "EventState",
    "Invoice",
    "InvoiceKind",
    "InvoiceLine",
    "NumberSequence",
    "Payment",
    "ProviderEvent",
    "Refund",
    "RefundState",
    "Way",
    "on_its_way",
]
