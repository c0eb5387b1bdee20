"""What was answered, counted: per option, or smallest, mean and largest of numbers."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Avg, Count, DecimalField, F, Func, Max, Min, Q, QuerySet, TextField
from django.db.models.functions import Cast
from django_countries import countries

from events.models import Event
from events.registration.models import OrderState
from events.registration.questions.models import DECIDING, Answer, Kind, Question
from events.registration.questions.values import NO, YES

# Countries beyond these are counted together in the export.
MOST_BARS = 20


@dataclass
class Tally:
    """The answers to one question; `rows` are texts with counts, the most frequent first."""

    question: Question
    number: int = 0
    rows: list[tuple[str, int]] = field(default_factory=list)
    smallest: Decimal | None = None
    mean: Decimal | None = None
    largest: Decimal | None = None


def tallies(event: Event) -> list[Tally]:
    """One for each question of `event`. Only places that are ordered or sold count. 4 queries."""
    questions = list(Question.objects.filter(event=event).prefetch_related("options"))
    found = {row.pk: Tally(row) for row in sorted(questions, key=_place)}
    for row in _numbers(event):
        tally = found[row["question"]]
        tally.number = row["number"]
        tally.smallest, tally.mean, tally.largest = row["low"], row["mean"], row["high"]
    counts: dict[int, dict[str, int]] = {}
    for row in _chosen(event):
        counts.setdefault(row["question"], {})[row["one"]] = row["number"]
    for key, tally in found.items():
        if tally.question.kind in DECIDING:
            tally.rows = _rows(tally.question, counts.get(key, {}))
    return list(found.values())


def _place(question: Question) -> tuple[bool, int, int]:
    return question.scope != "order", question.position, question.pk


def counted(event: Event) -> QuerySet[Answer]:
    """The answers that count: of orders sent off and not closed, and tickets not cancelled."""
    alive = [OrderState.PENDING, OrderState.PAID]
    return Answer.objects.filter(
        Q(order__state__in=alive)
        | Q(ticket__order__state__in=alive, ticket__cancelled_at__isnull=True),
        question__event=event,
    )


def _numbers(event: Event) -> Any:
    is_number = Q(question__kind=Kind.NUMBER)
    value = Cast(Cast("value", TextField()), DecimalField(max_digits=14, decimal_places=2))
    numbers = counted(event).filter(is_number).order_by().values("question")
    others = counted(event).exclude(is_number).order_by().values("question")
    with_sums = numbers.annotate(
        number=Count("pk"), low=Min(value), mean=Avg(value), high=Max(value)
    )
    nothing = {"low": None, "mean": None, "high": None}
    yield from with_sums
    for row in others.annotate(number=Count("pk")):
        yield row | nothing


def _chosen(event: Event) -> Any:
    rows = counted(event).filter(question__kind__in=DECIDING).order_by()
    single = rows.annotate(
        one=Func(F("value"), function="jsonb_array_elements_text", output_field=TextField())
    )
    return single.values("question", "one").annotate(number=Count("pk"))


def _rows(question: Question, counts: dict[str, int]) -> list[tuple[str, int]]:
    if question.kind == Kind.YES_NO:
        return [("Yes", counts.get(YES, 0)), ("No", counts.get(NO, 0))]
    if question.kind == Kind.COUNTRY:
        named = [(str(countries.name(code)), number) for code, number in counts.items()]
        return sorted(named, key=lambda row: (-row[1], row[0]))[:MOST_BARS]
    return [(option.text, counts.get(str(option.pk), 0)) for option in question.options.all()]
