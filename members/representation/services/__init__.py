"""How people come to represent an organisation, and how they leave (domain 1, Representatives)."""

from .invitations import accept, decline, invite, resend, withdraw
from .leaving import end, hand_over
from .reminding import remind

__all__ = ["accept", "decline", "end", "hand_over", "invite", "remind", "resend", "withdraw"]
