"""How a profile changes (its people write a draft, staff approve it), a tier, and what is used."""

from .deciding import approve, send_back
from .drafting import discard, submit, write
from .moving import call_off, move
from .requesting import grant, publish, refer, refuse, withdraw
from .using import ask_benefit, refuse_benefit, take_back_benefit, use_benefit

__all__ = [
    "approve",
    "ask_benefit",
    "call_off",
    "discard",
    "grant",
    "move",
    "publish",
    "refer",
    "refuse",
    "refuse_benefit",
    "send_back",
    "submit",
    "take_back_benefit",
    "use_benefit",
    "withdraw",
    "write",
]
