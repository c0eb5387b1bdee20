"""The questions of an event as forms: to buyers, to attendees, and to staff."""

from .answers import AnswersForm, Sheet

__all__ = ["AnswersForm", "Sheet"]
