"""Questions as staff make them, see them as buyers do, copy them and count the answers."""

from . import answers, questions

__all__ = ["answers", "questions"]
