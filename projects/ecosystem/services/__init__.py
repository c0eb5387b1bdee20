"""How the marketplace changes: organisations write drafts, staff decide, licences are asked for
and renewed."""

from .deciding import approve, send_back
from .drafting import Entry, begin_change, discard, submit, withdraw, write
from .licences import remind, renew
from .requesting import Asked, ask, grant, refuse, take_back

__all__ = [
    "Asked",
    "Entry",
    "approve",
    "ask",
    "begin_change",
    "discard",
    "grant",
    "refuse",
    "remind",
    "renew",
    "send_back",
    "submit",
    "take_back",
    "withdraw",
    "write",
]
