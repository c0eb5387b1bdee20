"""What is asked of an order and its tickets, and what has been answered."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q, QuerySet

from events.models import Event
from events.registration.models import Order, OrderState, Ticket
from events.registration.questions import conditions
from events.registration.questions.models import Answer, AnswerFile, Kind, Question, Scope
from foundation.base.prepared import prepared

# The order itself, where a ticket is named by its number in the order.
ORDER = 0


@dataclass(frozen=True)
class Paper:
    """The questions of an event with the answers of one order, by number of the ticket (`ORDER`
    for the order's own) and key of the question. `types` are the ticket types by number."""

    questions: list[Question]
    types: Mapping[int, int]
    answers: dict[int, dict[int, Answer]] = field(default_factory=dict)

    def asked(self, number: int, *, staff: bool = False) -> list[Question]:
        """What is asked of the ticket with that number, or of the order; conditions aside."""
        if number and number not in self.types:
            return []
        scope = Scope.TICKET if number else Scope.ORDER
        types = {self.types[number]} if number else set(self.types.values())
        return [
            question
            for question in self.questions
            if question.scope == scope
            and (staff or not question.is_private)
            and conditions.applies(question, types)
        ]

    def kept(self, number: int) -> Mapping[int, Answer]:
        """The answers of that ticket, or of the order, by key of the question."""
        return self.answers.get(number, {})

    def choices(self, number: int) -> dict[int, frozenset[str]]:
        """What those answers choose."""
        return {key: conditions.chosen(row.value) for key, row in self.kept(number).items()}

    def decided(self) -> dict[int, frozenset[str]]:
        """What the order has chosen in questions that are asked."""
        made = self.choices(ORDER)
        asked = conditions.shown(self.asked(ORDER, staff=True), made)
        return {key: value for key, value in made.items() if key in asked}

    def missing(self, number: int) -> list[Question]:
        """What must be answered and is not yet."""
        decided = self.decided() if number else {}
        asked = self.asked(number)
        shown = conditions.shown(asked, self.choices(number), decided)
        kept = self.kept(number)
        return [row for row in asked if row.is_required and row.pk in shown and row.pk not in kept]

    def told(self, number: int, *, staff: bool = False) -> list[Answer]:
        """The answers to show on a page, in the sequence of their questions."""
        kept = self.kept(number)
        return [kept[row.pk] for row in self.asked(number, staff=staff) if row.pk in kept]


def paper_for(event: Event, types: Mapping[int, int]) -> Paper:
    """The questions of `event` for an order that is still to be made. One query."""
    return Paper(_asked_at(event.pk), types)


def paper_of(order: Order, tickets: Iterable[Ticket] | None = None) -> Paper:
    """The questions to `order` and its answers. Two queries; one where nothing is asked.

    `tickets` spares a third where they have been read.
    """
    return paper_with(_asked_at(order.event_id), order, tickets)


def paper_with(
    questions: list[Question], order: Order, tickets: Iterable[Ticket] | None = None
) -> Paper:
    """The same where the questions have been read already."""
    rows = list(order.tickets.all() if tickets is None else tickets) if questions else []
    paper = Paper(questions, {row.position: row.ticket_type_id for row in rows})
    if questions:
        numbers = {row.pk: row.position for row in rows}
        known = {question.pk: question for question in questions}
        numbers_and_none = numbers | {None: ORDER}
        for answer in _answers_to(order.pk):
            if answer.ticket_id in numbers_and_none and answer.question_id in known:
                number = numbers_and_none[answer.ticket_id]
                answer.question = known[answer.question_id]
                paper.answers.setdefault(number, {})[answer.question_id] = answer
    return paper


@prepared
def _asked_at(event_id: int) -> QuerySet[Question]:
    return Question.objects.asked_at(event_id)


@prepared
def _answers_to(order_id: int) -> QuerySet[Answer]:
    """The answers of an order and its tickets with the names of their files, without the files."""
    rows = Answer.objects.filter(Q(order=order_id) | Q(ticket__order=order_id))
    return rows.select_related("file").defer("file__content")


def file_of(order: Order, key: str, ticket: Ticket | None = None) -> AnswerFile | None:
    """The file with that key among the answers of `order`, or of one `ticket` of it, that those
    who hold its link may see."""
    of_these = Q(answer__order=order) | Q(answer__ticket__order=order)
    if ticket is not None:
        of_these = Q(answer__ticket=ticket)
    rows = AnswerFile.objects.filter(of_these, key=key, answer__question__kind=Kind.FILE)
    return rows.filter(answer__question__is_private=False).first()


def may_answer(order: Order, at: datetime) -> bool:
    """Whether buyers and attendees may still answer and change answers at `at`."""
    if order.state in {OrderState.HELD, OrderState.EXPIRED}:
        return True
    event = order.event
    if order.state == OrderState.CANCELLED or event.is_over(at):
        return False
    return event.answers_until is None or at <= event.answers_until
