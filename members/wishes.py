"""Who wishes to hold a tier, in public before it is decided (domain 1, Joining).

Rooms above keep such wishes, and tell them once, when their app is ready; the page asks all.
"""

from collections.abc import Callable, Iterable
from datetime import date
from operator import attrgetter
from typing import NamedTuple

from members.models import Tier


class Wish(NamedTuple):
    """`name` wishes to hold `tier`, after the tier `before` where it is a member."""

    name: str
    tier: Tier
    published_on: date
    decide_from: date
    body: str
    before: Tier | None = None


type Source = Callable[[], Iterable[Wish]]

_sources: list[Source] = []


def told(source: Source) -> Source:
    """Decorator: these wishes are in public now. One query each."""
    _sources.append(source)
    return source


def in_public() -> list[Wish]:
    """All of them, the latest first."""
    every = sorted((wish for source in _sources for wish in source()), key=attrgetter("name"))
    return sorted(every, key=attrgetter("published_on"), reverse=True)
