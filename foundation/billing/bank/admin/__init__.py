"""The bank as staff see it: statements are imported, lines matched or set aside."""

from . import lines, statements

__all__ = ["lines", "statements"]
