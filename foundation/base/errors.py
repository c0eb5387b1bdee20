"""Refusals: what a rule says to the person who ran into it."""

from typing import Any

from django.core.exceptions import ValidationError


class RuleError(ValidationError):
    """A change that a rule forbids.

    The message is for the person and says how to mend it; the `code` is for programs and tests.
    """

    code: str

    def __init__(self, message: Any, *, code: str, params: dict[str, Any] | None = None) -> None:
        super().__init__(message, code=code, params=params)
