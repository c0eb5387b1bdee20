"""How a profile changes: its people write a draft, staff approve it (domain 1)."""

from .deciding import approve, send_back
from .drafting import discard, submit, write

__all__ = ["approve", "discard", "send_back", "submit", "write"]
