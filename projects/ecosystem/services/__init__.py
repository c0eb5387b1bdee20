"""How the marketplace changes: organisations write drafts, staff decide, licences are renewed."""

from .deciding import approve, send_back
from .drafting import Entry, begin_change, discard, submit, withdraw, write
from .licences import remind, renew

__all__ = [
    "Entry",
    "approve",
    "begin_change",
    "discard",
    "remind",
    "renew",
    "send_back",
    "submit",
    "withdraw",
    "write",
]
