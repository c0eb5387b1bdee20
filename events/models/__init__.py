"""The hall of the events: what takes place, where, when, and what its page says."""

from .events import Event, EventKind
from .pages import Answer, PageText, Recording, TextKind, Track
from .venues import Venue

__all__ = [
    "Answer",
    "Event",
    "EventKind",
    "PageText",
    "Recording",
    "TextKind",
    "Track",
    "Venue",
]
