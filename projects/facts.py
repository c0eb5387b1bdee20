"""What other rooms know about a project, for its public page.

The hall knows none of the rooms above it: each tells its own, once, when its app is ready.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils.safestring import SafeString

from projects.models import Project


@dataclass(frozen=True)
class Line:
    """Something in a line: a text, its address and a few words more; both may be ""."""

    text: str
    url: str = ""
    more: str = ""


@dataclass(frozen=True)
class Fact:
    """Something public about a project: a heading and its lines; `onward` leads to the rest.

    `sign` is the most of it, a few letters (its text) that stand large at the top of the page with
    `more` below them; `drawn` a chart, as markup.
    """

    title: str
    lines: list[Line]
    onward: Line | None = None
    sign: Line | None = None
    drawn: SafeString | str = ""


# What a room tells at a moment: at most one query, and no line for nothing.
type Telling = Callable[[Project, datetime], Fact]

_tellings: list[tuple[int, Telling]] = []


def told(*, place: int = 50) -> Callable[[Telling], Telling]:
    """Decorator: have the page of a project say what this function gives; low places come first."""

    def add(telling: Telling) -> Telling:
        _tellings.append((place, telling))
        return telling

    return add


def about(project: Project, at: datetime) -> list[Fact]:
    """Everything told about it, in order; nothing of what there is none of."""
    found = [telling(project, at) for _place, telling in sorted(_tellings, key=lambda row: row[0])]
    return [fact for fact in found if fact.lines]
