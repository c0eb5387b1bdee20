"""Answering: with an order that is filled in, afterwards, by staff; and what ends answers."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from events.registration import bills
from events.registration import services as registration
from events.registration.models import Order, Ticket
from events.registration.questions import conditions, queries
from events.registration.questions.models import Answer, AnswerFile
from events.registration.questions.queries import ORDER, Paper
from events.registration.questions.values import KeptFile, words_of
from foundation.base.errors import RuleError
from foundation.base.files import Upload

# By number of the ticket (or `ORDER`) and key of the question: the value, None for no answer.
type Given = Mapping[int, Mapping[int, Any]]


@transaction.atomic
def fill_in(
    *,
    order: Order,
    purchaser: Mapping[str, Any],
    attendees: Mapping[int, Mapping[str, Any]],
    paper: Paper,
    given: Given,
    at: datetime,
) -> Order:
    """Write down who orders, who comes and what they answer. Refusals of both (see `answer`)."""
    order = registration.write_down(order=order, purchaser=purchaser, attendees=attendees, at=at)
    _write(order, paper, given, at)
    return order


@transaction.atomic
def assign(
    *,
    ticket: Ticket,
    attendee: Mapping[str, Any],
    paper: Paper,
    given: Given,
    at: datetime,
) -> Ticket:
    """Say who comes with a ticket and what they answer. Refusals of both (see `answer`).

    Who passes the ticket on does not answer for the next person: of what is about the person, only
    what was typed anew is kept.
    """
    kept = registration.assign(ticket=ticket, attendee=attendee, at=at)
    if kept.secret != ticket.secret:
        given = {number: _anew(paper, number, values) for number, values in given.items()}
    if given:
        _write(bills.lock(ticket.order), paper, given, at)
    return kept


def _anew(paper: Paper, number: int, values: Mapping[int, Any]) -> dict[int, Any]:
    personal = {row.pk for row in paper.questions if row.is_personal}
    before = {key: row.value for key, row in paper.kept(number).items()}
    return {
        key: None
        if key in personal and (isinstance(value, KeptFile) or value == before.get(key))
        else value
        for key, value in values.items()
    }


@transaction.atomic
def answer(
    *, order: Order, paper: Paper, given: Given, at: datetime, by_staff: bool = False
) -> None:
    """Keep the answers in `given`; what is not in it stays, what its choices spare goes.

    `paper` holds the questions as they were put. Values are those of `values.value_of`. Raises
    RuleError `too_late` to all but staff once the time for answers is over, `no_ticket` for one
    that is gone, `unknown_question` for one that is not put to it.
    """
    if paper.questions:
        _write(bills.lock(order), paper, given, at, by_staff=by_staff)


def answer_first(order: Order, *, paper: Paper, given: Given, at: datetime) -> None:
    """Keep what came with an order that this transaction has made; it knows its tickets.

    Raises RuleError `no_ticket` or `unknown_question` like `answer`.
    """
    tickets = {row.position: row for row in order.tickets.all()}
    types = {number: row.ticket_type_id for number, row in tickets.items()}
    _put_down(order, tickets, Paper(paper.questions, types), given, at)


def _write(
    order: Order, paper: Paper, given: Given, at: datetime, *, by_staff: bool = False
) -> None:
    """The same, in a transaction that has locked the order."""
    if not paper.questions:
        return
    if not (by_staff or queries.may_answer(order, at)):
        raise RuleError(_("The time to change answers is over. Write to us."), code="too_late")
    tickets = {row.position: row for row in order.tickets.all() if row.cancelled_at is None}
    now = queries.paper_with(paper.questions, order, tickets.values())
    _put_down(order, tickets, now, given, at, by_staff=by_staff)


def _put_down(
    order: Order,
    tickets: Mapping[int, Ticket],
    now: Paper,
    given: Given,
    at: datetime,
    *,
    by_staff: bool = False,
) -> None:
    """Make the answers `now` on the paper those that were given, and the rows what it says then."""
    before = {row.pk for kept in now.answers.values() for row in kept.values()}
    files: dict[tuple[int, int], Upload] = {}
    for number, values in given.items():
        if number != ORDER and number not in tickets:
            raise RuleError(_("This ticket has been cancelled meanwhile."), code="no_ticket")
        subject = {"ticket": tickets[number]} if number else {"order": order}
        for key, value in _changed(now, number, values, by_staff=by_staff).items():
            if isinstance(value, Upload):
                files[number, key] = value
            _put(now, number, key, value, subject, at)
    _tidy(now)
    _store(now, before, files)


def _changed(
    now: Paper, number: int, values: Mapping[int, Any], *, by_staff: bool
) -> dict[int, Any]:
    """What of `values` differs from what is kept. A question that is not put is refused."""
    allowed = {row.pk for row in now.asked(number, staff=by_staff)}
    if not allowed.issuperset(values):
        raise RuleError(
            _("One of these questions is not asked any more: look at them again."),
            code="unknown_question",
        )
    kept = {key: row.value for key, row in now.kept(number).items()}
    return {
        key: value
        for key, value in values.items()
        if not isinstance(value, KeptFile) and kept.get(key) != value
    }


def _put(
    now: Paper, number: int, key: int, value: Any, subject: dict[str, Any], at: datetime
) -> None:
    """Write one answer on the paper."""
    kept = now.answers.setdefault(number, {})
    if value is None:
        kept.pop(key, None)
        return
    question = next(row for row in now.questions if row.pk == key)
    row = kept.setdefault(key, Answer(question=question, **subject))
    row.value = value.name if isinstance(value, Upload) else value
    row.words, row.answered_at = words_of(question, value), at
    row.is_new = True  # type: ignore[attr-defined]


def _tidy(now: Paper) -> None:
    """Strike answers to questions that are not put: to other types, or after other choices."""
    decided: dict[int, frozenset[str]] = {}
    for number in sorted(now.answers):
        asked = now.asked(number, staff=True)
        shown = conditions.shown(asked, now.choices(number), decided)
        kept = {key: row for key, row in now.kept(number).items() if key in shown}
        now.answers[number] = kept
        if number == ORDER:
            decided = now.choices(ORDER)


def _store(now: Paper, before: set[int], files: Mapping[tuple[int, int], Upload]) -> None:
    """Make the rows what the paper says."""
    rows = [row for kept in now.answers.values() for row in kept.values()]
    gone = before - {row.pk for row in rows}
    if gone:
        Answer.objects.filter(pk__in=gone).delete()
    written = [row for row in rows if getattr(row, "is_new", False)]
    if old := [row for row in written if row.pk]:
        Answer.objects.bulk_update(old, ["value", "words", "answered_at"])
    if new := [row for row in written if not row.pk]:
        Answer.objects.bulk_create(new)
    for (number, key), file in files.items():
        if key in now.kept(number):
            _file(now.kept(number)[key], file)


def _file(answer: Answer, file: Upload) -> None:
    AnswerFile.objects.filter(answer=answer).delete()
    AnswerFile.objects.create(
        answer=answer,
        name=file.name,
        content_type=file.content_type,
        size=len(file.content),
        content=file.content,
    )


# --- What ends answers: the sale calls these (events.registration.handover) -----------------------


def passed_on(*, ticket: Ticket) -> None:
    """Somebody else comes: forget what was about the person before."""
    Answer.objects.filter(ticket=ticket, question__is_personal=True).delete()


def replaced(*, pairs: Iterable[tuple[Ticket, Ticket]]) -> None:
    """A ticket of another type takes the place of one that goes: answers that fit it stay."""
    for old, new in pairs:
        limits = Q(question__ticket_types__isnull=True) | Q(question__ticket_types=new.ticket_type)
        fitting = Answer.objects.filter(limits, ticket=old).values("pk")
        Answer.objects.filter(pk__in=fitting).update(ticket=new)


def retyped(*, ticket: Ticket) -> None:
    """A ticket of another type is asked other questions: answers to those it is not asked go."""
    order = ticket.order
    now = queries.paper_of(order, order.tickets.filter(cancelled_at=None))
    before = {row.pk for kept in now.answers.values() for row in kept.values()}
    _tidy(now)
    _store(now, before, {})
