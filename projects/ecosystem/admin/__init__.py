"""The ecosystem for staff: ties, entries and their drafts, programmes and licences."""

from . import drafts, offers, programmes, requests, ties

__all__ = ["drafts", "offers", "programmes", "requests", "ties"]
