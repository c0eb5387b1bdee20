"""Individual members for staff: people, what they hold, the agreement, the voting right."""

from . import agreements, erasures, memberships, people, voting

__all__ = ["agreements", "erasures", "memberships", "people", "voting"]
