"""Money: accounts, their entries (only ever added), payments by provider, invoices."""

from .invoices import Invoice, InvoiceKind, InvoiceLine, NumberSequence
from .ledger import Account, Entry, EntryKind
from .payments import Payment

__all__ = [
    "Account",
    "Entry",
    "EntryKind",
    "Invoice",
    "InvoiceKind",
    "InvoiceLine",
    "NumberSequence",
    "Payment",
]
