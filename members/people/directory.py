"""The public directory of people: who is listed, by letter and by search. It works at 100,000.

How many there are under each letter is counted once and kept until somebody joins, leaves or
changes a profile: counting all of them on every page would cost more than the page.
"""

import string
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from difflib import SequenceMatcher
from time import monotonic

from django.db import connection, transaction
from django.db.models import Count, Prefetch, QuerySet, Value

from foundation.base import search, stamps, zones
from members.people.models import Affiliation, IndividualMembership, Person
from members.people.models.affiliations import LATEST_FIRST

OTHER = "#"
LETTERS = (*string.ascii_lowercase, OTHER)
ALIKE = 0.6
FOUND_AT_MOST = 60
# Two who write at once may commit in another order than they are counted in.
KEPT = timedelta(seconds=30)


@dataclass(frozen=True)
class Counts:
    """How many people are listed under each letter, those without any left out."""

    by_letter: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.by_letter.values())


@dataclass
class _Kept:
    stamp: object
    until: float
    counts: Counts


_kept: dict[str, _Kept] = {}
_lock = threading.Lock()


def counts(at: datetime) -> Counts:
    """The letters of the people listed at `at`. One query while nothing changes, else two."""
    stamp = (zones.day(at), *stamps.of(Person, IndividualMembership))
    database = connection.settings_dict["NAME"]
    kept = _kept.get(database)
    if kept is not None and kept.stamp == stamp and kept.until > monotonic():
        return kept.counts
    found = _counted(at)
    with _lock:
        _kept[database] = _Kept(stamp, monotonic() + KEPT.total_seconds(), found)
    return found


def _counted(at: datetime) -> Counts:
    rows = Person.objects.listed_at(at).order_by().values_list("letter").annotate(n=Count("pk"))
    by_letter = dict.fromkeys(LETTERS, 0)
    for letter, number in rows:
        by_letter[letter if letter in by_letter else OTHER] += number
    return Counts({letter: number for letter, number in by_letter.items() if number})


def under(letter: str, at: datetime) -> QuerySet[Person]:
    """The people listed at `at` under `letter`, by name."""
    listed = Person.objects.listed_at(at)
    if letter == OTHER:
        return listed.exclude(letter__in=string.ascii_lowercase).order_by("search_text", "pk")
    return listed.filter(letter=letter).order_by("search_text", "pk")


def moved(slug: str, at: datetime) -> Person | None:
    """The person listed at `at` to whom the profile at this address was merged. One query."""
    return Person.objects.listed_at(at).filter(user__merged_accounts__slug=slug).first()


def dressed(people: QuerySet[Person], at: datetime) -> QuerySet[Person]:
    """`people` with what their rows show: the affiliations of today, for those who show them."""
    today = (
        Affiliation.objects.on(zones.day(at))
        .named()
        .filter(user__person__shows_affiliations=True)
        .select_related("organization")
        .order_by(LATEST_FIRST, "pk")
    )
    return people.select_related("user").prefetch_related(
        Prefetch("user__affiliations", queryset=today, to_attr="shown_affiliations")
    )


@dataclass(frozen=True)
class Found:
    """Whom a search led to. `only_close`: no name holds what was typed; these are the nearest."""

    people: Sequence[Person]
    only_close: bool = False
    is_cut: bool = False


def find(typed: str, at: datetime) -> Found:
    """Listed people whose name holds `typed`, accents forgiven; else the nearest names."""
    typed = " ".join(typed.replace("\0", "").split())[: search.LONGEST]
    if not typed:
        return Found(())
    text = search.Folded(Value(typed))
    holding = Person.objects.listed_at(at).filter(search_text__contains=text)
    rows = list(dressed(holding, at).order_by("search_text", "pk")[: FOUND_AT_MOST + 1])
    if rows:
        return Found(rows[:FOUND_AT_MOST], is_cut=len(rows) > FOUND_AT_MOST)
    return Found(_near(typed, at), only_close=True)


def _near(typed: str, at: datetime) -> list[Person]:
    """People with a name like `typed`: by the index of trigrams, then as people would judge it."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            # What "%" takes for alike; for this transaction only.
            cursor.execute("SET LOCAL pg_trgm.similarity_threshold = 0.2")
        listed = Person.objects.listed_at(at).filter(search_text__trigram_similar=typed)
        scored = search.matching(listed, typed, "search_text", alike=0.2)
        rows = list(dressed(scored.annotate(typed=search.Folded(Value(typed))), at)[:FOUND_AT_MOST])
    return [row for row in rows if _likeness(row.typed, row.search_text) >= ALIKE]  # type: ignore[attr-defined]


def _likeness(typed: str, name: str) -> float:
    """How much of `typed` is in `name` or in one of its words, 0 to 1."""
    parts = [name, *name.split()]
    return max(SequenceMatcher(None, typed, part).ratio() for part in parts)
