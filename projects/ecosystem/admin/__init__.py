"""The ecosystem for staff: ties, entries and their drafts, programmes and licences."""

from . import drafts, offers, programmes, ties

__all__ = ["drafts", "offers", "programmes", "ties"]
