"""The bank as staff see it: statements are imported, lines matched or set aside."""

from . import lines, statements, tiles

__all__ = ["lines", "statements", "tiles"]
