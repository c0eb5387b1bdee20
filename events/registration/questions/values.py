"""Values of answers: from what a form sends, and in the words of the form."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django_countries import countries

from events.registration.questions.models import Kind, Question
from foundation.base.files import Upload

YES, NO = "yes", "no"


@dataclass(frozen=True)
class KeptFile:
    """A file that was sent before, as the widget shows it; as an answer: it stays."""

    name: str
    url: str

    def __str__(self) -> str:
        return self.name


def value_of(question: Question, cleaned: Any) -> Any:
    """What was sent as the value of an answer; None for no answer.

    A file is an `Upload`, or the `KeptFile` that stays as it is.
    """
    if cleaned is None or cleaned is False or cleaned in ("", []):
        return None
    if isinstance(cleaned, Decimal):
        return int(cleaned) if cleaned == cleaned.to_integral_value() else float(cleaned)
    if isinstance(cleaned, date):
        return cleaned.isoformat()
    if question.kind in {Kind.YES_NO, Kind.CHOICE, Kind.COUNTRY}:
        return [str(cleaned)]
    return [str(one) for one in cleaned] if question.kind == Kind.CHOICES else cleaned


def words_of(question: Question, value: Any) -> str:
    """A value in the words of the form."""
    if question.kind == Kind.YES_NO:
        return str(_("Yes") if value == [YES] else _("No"))
    if question.kind == Kind.COUNTRY:
        return str(countries.name(value[0]) or value[0])
    if question.kind in {Kind.CHOICE, Kind.CHOICES}:
        texts = {str(row["pk"]): row["text"] for row in options_of(question)}
        return ", ".join(texts[one] for one in value)
    return value.name if isinstance(value, Upload | KeptFile) else str(value)


def options_of(question: Question) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = question.option_rows  # type: ignore[attr-defined]
    return rows
