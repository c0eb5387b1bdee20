"""What other rooms know about an organisation, for its public page.

The hall knows none of the rooms above it: each tells its own, once, when its app is ready.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from members.models import Organization


@dataclass(frozen=True)
class Fact:
    """Something public about an organisation: a heading and lines, each a text and an address.

    An address may be "".
    """

    title: str
    lines: list[tuple[str, str]]


# What a room tells at a moment: a fixed number of queries, and no line for nothing.
type Telling = Callable[[Organization, datetime], list[tuple[str, str]]]

_tellings: list[tuple[int, str, Telling]] = []


def told(title: str, *, place: int = 50) -> Callable[[Telling], Telling]:
    """Decorator: have the page of an organisation say under `title` what this function gives."""

    def add(telling: Telling) -> Telling:
        _tellings.append((place, title, telling))
        return telling

    return add


def about(organization: Organization, at: datetime) -> list[Fact]:
    """Everything public that is known about it, in order; nothing of what there is none of."""
    found = [
        Fact(title, telling(organization, at))
        for _place, title, telling in sorted(_tellings, key=lambda row: row[:2])
    ]
    return [fact for fact in found if fact.lines]
