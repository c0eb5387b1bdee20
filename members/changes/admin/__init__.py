"""Changes of organisations for staff."""

from . import changes, merges, organizations, tiles

__all__ = ["changes", "merges", "organizations", "tiles"]
