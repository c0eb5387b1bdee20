"""What rooms tell about something of a hall below them, for its public page.

The hall knows none of the rooms above it: each tells its own, once, when its app is ready. It tells
a QuerySet, and all of them are asked in the statement that finds the thing: however many rooms
tell, the page makes no trip to the database more.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject


class Line(NamedTuple):
    """Something in a line: a text, its address and a few words more; both may be ""."""

    text: str
    url: str = ""
    more: str = ""


@dataclass(frozen=True)
class Fact:
    """Something public: a heading and its lines."""

    title: str
    lines: list[Line]

    @property
    def has_more(self) -> bool:
        """Whether its lines say more than a text each, and need the width."""
        return any(line.more for line in self.lines)


# The rows that tell of a thing, on a day, at a moment. The first is a reference to its key, good in
# the outermost query and not in one within; the others may be slots (see `prepared`), which columns
# may be compared with and nothing else.
type Rows = Callable[[Any, Any, Any], QuerySet[Any, Any]]


class _Telling(NamedTuple):
    place: int
    title: str
    rows: Rows
    line: Callable[..., Line]


class Tellings:
    """All that is told about the things of one kind."""

    def __init__(self) -> None:
        self._all: list[_Telling] = []

    def told(
        self, title: str, *, line: Callable[..., Line], place: int = 50
    ) -> Callable[[Rows], Rows]:
        """Decorator: have the page of a thing say under `title` what this function finds.

        `line` makes a line of the values of a row, by name, as JSON carries them: a day is a text.
        Low places come first.
        """

        def add(rows: Rows) -> Rows:
            self._all.append(_Telling(place, title, rows, line))
            self._all.sort(key=lambda telling: telling[:2])
            return rows

        return add

    def columns(self, day: Any, at: Any) -> dict[str, ArraySubquery]:
        """What a query on the things is annotated with, so that `about` can tell of each."""
        return {
            f"told_{number}": ArraySubquery(telling.rows(OuterRef("pk"), day, at))
            for number, telling in enumerate(self._all)
        }

    def about(self, thing: Any) -> list[Fact]:
        """Everything public that is known about one that was asked for with `columns`, in order;
        nothing of what there is none of. No query."""
        found = vars(thing)
        return [
            Fact(telling.title, [telling.line(**row) for row in rows])
            for number, telling in enumerate(self._all)
            if (rows := found[f"told_{number}"])
        ]


def of(rows: QuerySet[Any, Any], **values: Any) -> QuerySet[Any, Any]:
    """The rows with these values (names of columns, or expressions), for `line`."""
    return rows.values(told=JSONObject(**values))
