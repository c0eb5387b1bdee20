"""Letters for staff: the queue of visa letters, travel support, and the rules of both."""

from . import rules, travel, visa

__all__ = ["rules", "travel", "visa"]
