"""Hosting for staff: enquiries, pilots with their deadlines, reviews, comments, decisions."""

from . import comments, decisions, enquiries, pilots, reviews, texts, tiles

__all__ = ["comments", "decisions", "enquiries", "pilots", "reviews", "texts", "tiles"]
