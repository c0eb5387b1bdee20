"""The questions to one order or ticket as a form, and those of a whole order as a sheet."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext as _

from events.registration.questions import conditions
from events.registration.questions.models import Kind, Question
from events.registration.questions.queries import ORDER, Paper
from events.registration.questions.values import value_of, words_of

from . import fields

type Choices = Mapping[int, frozenset[str]]
type Url = Callable[[str], str]

COPY = "copy-answers"


def name_of(key: int) -> str:
    """The name under which the answer to the question with this key is sent."""
    return f"question-{key}"


def prefix_of(number: int) -> str:
    """What the names of all answers of a ticket begin with, or of the order."""
    return f"ticket-{number}" if number else "order"


@dataclass(frozen=True)
class Row:
    """A question on a page; if it hangs on another, the name and value of the control there."""

    question: Question
    field: forms.BoundField
    name: str = ""
    value: str = ""


class AnswersForm(forms.Form):
    """The questions to one order or one ticket.

    A question that hangs on another one of the page is always in it. It is required, judged and
    kept only if the answer there asks it: the form works the same with and without script.
    """

    use_required_attribute = False

    def __init__(
        self,
        data: Any = None,
        sent: Any = None,
        *,
        paper: Paper,
        number: int,
        staff: bool = False,
        with_order: "AnswersForm | None" = None,
        url: Url | None = None,
        is_asked: bool = True,
    ) -> None:
        """`with_order` is the order's form where it stands on the same page; `url` leads to a file
        by its key; a form that is not `is_asked` keeps what is typed and asks for nothing."""
        super().__init__(data, sent, prefix=prefix_of(number))
        self.number, self.is_asked, self.with_order = number, is_asked, with_order
        rows = paper.asked(number, staff=staff)
        here = {row.pk for row in rows}
        there = set(with_order.by_key) if with_order else set()
        self.before = {} if with_order or not number else paper.decided()
        self.by_key: dict[int, Question] = {
            row.pk: row
            for row in rows
            # What a choice made on another page spares is no question of this one.
            if row.depends_on_id is None
            or row.depends_on_id in here | there
            or row.shown_value in self.before.get(row.depends_on_id, frozenset())
        }
        kept = paper.kept(number)
        for key, row in self.by_key.items():
            field = fields.field_for(row, kept.get(key))
            field.help_text = self._hint(row, paper)
            self.fields[name_of(key)] = field
            self.initial[name_of(key)] = fields.initial_of(row, kept.get(key), url)

    def _hint(self, row: Question, paper: Paper) -> str:
        """Why we ask, after the words that say when, which a script makes needless."""
        deciding = next((one for one in paper.questions if one.pk == row.depends_on_id), None)
        if deciding is None or deciding.pk in self.before:
            return format_html("{}", row.hint)
        words = _("Only if you answer “%(answer)s” to “%(question)s”") % {
            "answer": words_of(deciding, [row.shown_value]),
            "question": deciding.text,
        }
        return format_html('<span class="asked-when">{} </span>{}', f"{words}.", row.hint)

    def choices(self) -> dict[int, frozenset[str]]:
        """What the page shows as chosen now."""
        chosen: dict[int, frozenset[str]] = {}
        for key in self.by_key:
            value = self[name_of(key)].value()
            if isinstance(value, str):
                value = [value]
            chosen[key] = conditions.chosen(value)
        return chosen

    def asked(self) -> set[int]:
        """The keys of the questions that are asked after these choices."""
        before: Choices = self.before
        if self.with_order is not None:
            of_order, keys = self.with_order.choices(), self.with_order.asked()
            before = {key: value for key, value in of_order.items() if key in keys}
        return conditions.shown(self.by_key.values(), self.choices(), before)

    def full_clean(self) -> None:
        """Judge only what is asked."""
        asked = self.asked() if self.is_asked else set()
        spared = [name_of(key) for key in self.by_key if key not in asked]
        for name in spared:
            self.fields[name].required = False
        super().full_clean()
        for name in spared:
            self.fields[name].required = self.by_key[int(name.rpartition("-")[2])].is_required
            self.errors.pop(name, None)
            if self.is_bound:
                self.cleaned_data[name] = None

    def given(self) -> dict[int, Any]:
        """The answers by key of the question; None where there is none."""
        return {
            key: value_of(row, self.cleaned_data.get(name_of(key)))
            for key, row in self.by_key.items()
        }

    def sound(self) -> dict[int, Any]:
        """The answers that are good, whatever is wrong with the rest."""
        return {
            key: value
            for key, value in self.given().items()
            if name_of(key) in self.cleaned_data and value is not None
        }

    def rows(self) -> Iterator[Row]:
        """The questions as the page shows them."""
        for key, row in self.by_key.items():
            bound = self[name_of(key)]
            form = self if row.depends_on_id in self.by_key else self.with_order
            if row.depends_on_id is None or form is None or row.depends_on_id not in form.by_key:
                yield Row(row, bound)
            else:
                name = form.add_prefix(name_of(row.depends_on_id))
                yield Row(row, bound, name, row.shown_value)


class Sheet:
    """The questions to an order and its tickets on one page.

    It is a formset to the summary of errors; `people`, if given, are the other forms of the page,
    one a ticket, whose errors stand before those of the answers.
    """

    def __init__(
        self,
        data: Any = None,
        sent: Any = None,
        *,
        paper: Paper,
        numbers: Iterable[int],
        later: Collection[int] = (),
        people: Iterable[Any] = (),
        staff: bool = False,
        url: Url | None = None,
    ) -> None:
        """`numbers` are the tickets on this page, and `ORDER` for the order's own questions;
        `later` those of them that nobody comes with yet, who cannot be asked."""
        numbers = list(numbers)
        tickets = [number for number in numbers if number != ORDER]
        self.is_bound = data is not None
        self.paper = paper
        self.people = list(people)
        self.may_copy = len(tickets) > 1 and any(map(_is_shared, paper.asked(tickets[0])))
        self.is_copied = data is not None and self.may_copy and COPY in data
        if self.is_copied:
            data = _copied(data, paper, tickets)
        options: dict[str, Any] = {"paper": paper, "staff": staff, "url": url}
        self.order = AnswersForm(data, sent, number=ORDER, **options) if ORDER in numbers else None
        self.tickets = {
            number: AnswersForm(
                data,
                sent,
                number=number,
                with_order=self.order,
                is_asked=number not in later,
                **options,
            )
            for number in tickets
        }
        for person in self.people:
            person.answers = self.tickets[person.ticket.position]

    def __iter__(self) -> Iterator[Any]:
        """The people."""
        return iter(self.people)

    @property
    def answers(self) -> list[AnswersForm]:
        """The forms that ask."""
        return [*([self.order] if self.order else []), *self.tickets.values()]

    @property
    def forms(self) -> list[Any]:
        """All forms, as they stand on the page."""
        if not self.people:
            return self.answers
        both = [form for person in self.people for form in (person, person.answers)]
        return [self.order, *both] if self.order else both

    @property
    def errors(self) -> list[Any]:
        """The errors form by form; empty if there is none."""
        return [form.errors for form in self.forms if form.errors]

    @property
    def is_multipart(self) -> bool:
        """Whether a file is asked for."""
        return any(form.is_multipart() for form in self.answers)

    @property
    def has_conditions(self) -> bool:
        """Whether questions come and go with the answers to others."""
        return any(row.name for form in self.answers for row in form.rows())

    def non_form_errors(self) -> list[str]:
        """Nothing is wrong with all of them together that is not wrong with one."""
        return []

    def is_valid(self) -> bool:
        """Whether all answers are. Each form is judged, for the list of what is wrong."""
        return not [form for form in self.answers if not form.is_valid()]

    def recall(self, before: "Sheet") -> None:
        """Say again what was wrong with files of the same page that do not come a second time."""
        for form, old in zip(self.answers, before.answers, strict=True):
            for name, errors in old.errors.items():
                if isinstance(form.fields.get(name), forms.FileField):
                    form.errors.pop(name, None)
                    form.add_error(name, errors.as_data())

    def given(self) -> dict[int, dict[int, Any]]:
        """All answers, by number of the ticket (or `ORDER`) and key of the question."""
        return {form.number: form.given() for form in self.answers}

    @property
    def has_uploads(self) -> bool:
        """Whether a file has come with the page."""
        return any(form.files and form.is_multipart() for form in self.answers)

    def sound(self) -> dict[int, dict[int, Any]]:
        """The good answers of a page that is not valid, likewise."""
        return {form.number: form.sound() for form in self.answers}


def _is_shared(question: Question) -> bool:
    return not question.is_personal and question.kind != Kind.FILE


def _copied(data: Any, paper: Paper, tickets: list[int]) -> Any:
    """The data with the first ticket's answers where others have none of their own."""
    data = data.copy()
    for number in tickets[1:]:
        for question in filter(_is_shared, paper.asked(number)):
            mine = f"{prefix_of(number)}-{name_of(question.pk)}"
            first = data.getlist(f"{prefix_of(tickets[0])}-{name_of(question.pk)}")
            if not any(text.strip() for text in data.getlist(mine)):
                data.setlist(mine, first)
    return data
