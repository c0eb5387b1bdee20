"""Letters for staff: the queue of visa letters, travel support, and the rules of both."""

from . import rules, tiles, travel, visa

__all__ = ["rules", "tiles", "travel", "visa"]
