"""Notes with their timeline, letters, and what this room adds to organisations."""

from . import letters, notes, representatives

__all__ = ["letters", "notes", "representatives"]
