"""How a profile changes (its people write a draft, staff approve it), and a tier (domain 1)."""

from .deciding import approve, send_back
from .drafting import discard, submit, write
from .moving import call_off, move
from .requesting import grant, publish, refer, refuse, withdraw

__all__ = [
    "approve",
    "call_off",
    "discard",
    "grant",
    "move",
    "publish",
    "refer",
    "refuse",
    "send_back",
    "submit",
    "withdraw",
    "write",
]
