"""The survey for staff: rounds, answers with names to match, what was published."""

from . import answers, published, rounds, tiles

__all__ = ["answers", "published", "rounds", "tiles"]
