"""Which questions are asked: of these tickets, and after these answers."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from events.registration.questions.models import Question

type Choices = Mapping[int, frozenset[str]]


def chosen(value: Any) -> frozenset[str]:
    """What an answer's value chooses; nothing for texts and numbers."""
    return frozenset(str(one) for one in value) if isinstance(value, list) else frozenset()


def applies(question: Question, type_ids: Collection[int]) -> bool:
    """Whether it is asked with tickets of these types. It comes from `asked_at`."""
    limits: list[int] = question.type_ids  # type: ignore[attr-defined]
    return not limits or not set(limits).isdisjoint(type_ids)


def shown(questions: Iterable[Question], made: Choices, before: Choices | None = None) -> set[int]:
    """The keys of those `questions` that are asked after the choices in `made`.

    Choices count only if their question is asked itself. `before` are choices of questions that
    stand elsewhere and are asked (those of the order, for a ticket).
    """
    rows = {question.pk: question for question in questions}
    before = before or {}
    known: dict[int, bool] = {}

    def is_asked(key: int) -> bool:
        if key not in known:
            # No circle: the database refuses one.
            row = rows[key]
            known[key] = row.depends_on_id is None or is_met(row.depends_on_id, row.shown_value)
        return known[key]

    def is_met(key: int, value: str) -> bool:
        if key in rows:
            return value in made.get(key, frozenset()) and is_asked(key)
        return value in before.get(key, frozenset())

    return {key for key in rows if is_asked(key)}
