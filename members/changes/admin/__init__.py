"""Changes of organisations for staff."""

from . import changes, merges

__all__ = ["changes", "merges"]
