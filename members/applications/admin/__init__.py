"""Applications for staff: the list, the record with what can be done now, and the rules."""

from . import applications, checklist, texts, tiles

__all__ = ["applications", "checklist", "texts", "tiles"]
