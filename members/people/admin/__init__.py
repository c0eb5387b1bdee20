"""Individual members for staff: people, what they hold, the agreement, the voting right."""

from . import accounts, agreements, erasures, memberships, merging, people, tiles, voting

__all__ = [
    "accounts",
    "agreements",
    "erasures",
    "memberships",
    "merging",
    "people",
    "tiles",
    "voting",
]
