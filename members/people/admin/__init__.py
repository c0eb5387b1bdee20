"""Individual members for staff: people, what they hold, the agreement, the voting right."""

from . import agreements, memberships, people, voting

__all__ = ["agreements", "memberships", "people", "voting"]
