"""Questions of an event."""

from itertools import count
from typing import Any

from events.models import Event
from events.registration.questions.models import Kind, Option, Question

_numbers = count(1)


def make_question(*, event: Event, **fields: Any) -> Question:
    """A question to each attendee, to be answered in a line; `options` are texts, `types` limit it
    and `when` is the question and the value that ask it."""
    number = next(_numbers)
    options, types = fields.pop("options", []), fields.pop("types", [])
    deciding, value = fields.pop("when", (None, ""))
    defaults: dict[str, Any] = {"text": f"Question {number}?", "kind": Kind.TEXT}
    question = Question.objects.create(
        event=event, depends_on=deciding, shown_value=value, **defaults | fields
    )
    for position, text in enumerate(options):
        Option.objects.create(question=question, text=text, position=position)
    question.ticket_types.set(types)
    return question


def option(question: Question, text: str) -> str:
    """The value that the form sends for an option."""
    return str(question.options.get(text=text).pk)
