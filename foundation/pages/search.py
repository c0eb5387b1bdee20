"""Search over everything public: organisations, projects, events, teams, news, our own pages."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from difflib import SequenceMatcher
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery, Value
from django.urls import reverse

from events.models import Event
from events.ptg.models import Team
from foundation.base import search, zones
from foundation.base.moments import day_range
from foundation.pages.contents import PAGES
from foundation.pages.news.models import Story
from members import finding
from members.models import Membership, Organization
from projects.models import Project

# How good a find is: the whole name, its beginning, the beginning of a word, somewhere inside it,
# in the words about it. Below ALIKE it is another word.
WHOLE, BEGINS, WORD, INSIDE, ABOUT, ALIKE = 5.0, 4.0, 3.0, 2.0, 1.5, 0.7

# When nothing holds what was typed, only what is about as near as the nearest is shown.
NEARLY = 0.12
CANDIDATES = 60
SHOWN = 10


@dataclass(frozen=True)
class Hit:
    """Something found: what it is called, where it is, a line about it, how well it fits."""

    title: str
    url: str
    text: str
    score: float


@dataclass(frozen=True)
class Group:
    """Everything found of one kind, best first; `more` leads to the rest."""

    name: str
    hits: list[Hit]
    count: int
    more: str = ""


@dataclass(frozen=True)
class Results:
    """What a search came to. `only_close`: nothing holds what was typed; these are the nearest."""

    typed: str
    groups: list[Group] = field(default_factory=list)
    only_close: bool = False

    @property
    def count(self) -> int:
        """How many things were found, shown or not."""
        return sum(group.count for group in self.groups)


def everything(typed: str, at: datetime) -> Results:
    """What `typed` finds at `at`, the kind with the best find first. At most six queries."""
    typed = " ".join(typed.replace("\0", "").split())[: search.LONGEST]
    if not typed:
        return Results("")
    kinds: list[tuple[str, Callable[[str, datetime], list[Hit]]]] = [
        ("Organisations", _organizations),
        ("Projects", _projects),
        ("Events", _events),
        ("Teams", _teams),
        ("News", _news),
        ("Pages", _pages),
    ]
    found = [(name, find(typed, at)) for name, find in kinds]
    best = max((hit.score for _name, hits in found for hit in hits), default=0.0)
    only_close = best < ABOUT
    least = best - NEARLY if only_close else ABOUT
    groups = [
        _group(name, [hit for hit in hits if hit.score >= least], typed) for name, hits in found
    ]
    groups = [group for group in groups if group.count]
    groups.sort(key=lambda group: -group.hits[0].score)
    return Results(typed, groups, only_close=only_close and bool(groups))


def _group(name: str, hits: list[Hit], typed: str) -> Group:
    hits.sort(key=lambda hit: (-hit.score, hit.title.casefold()))
    more = ""
    if name == "Organisations" and len(hits) > SHOWN:
        more = reverse("members:directory", query={"q": typed})
    return Group(name, hits[:SHOWN] if more else hits, len(hits), more)


def _organizations(typed: str, at: datetime) -> list[Hit]:
    names = finding.find(typed).names
    if not names:
        return []
    day = zones.day(at)
    rows = _with_tier(Organization.objects.filter(pk__in=names), day)
    return [
        Hit(
            row.name,
            row.get_absolute_url(),
            _standing(row, names[row.pk], day),
            max(fit(row.typed, row.search_text), fit(row.typed, names[row.pk].casefold())) or ALIKE,
        )
        for row in rows.annotate(typed=_folded(typed))
    ]


def _with_tier(rows: QuerySet[Organization], day: date) -> QuerySet[Any]:
    held = Membership.objects.on(day).filter(organization=OuterRef("pk"))
    return rows.annotate(tier_name=Subquery(held.values("tier__name")[:1]))


def _standing(row: Any, other_name: str, day: date) -> str:
    words = [f"{row.tier_name} member"] if row.tier_name else []
    if not row.tier_name and row.supports_on(day):
        words.append("Supporting organisation")
    if row.country:
        words.append(row.country.name)
    if other_name:
        words.append(f"also {other_name}")
    return " · ".join(words)


def _projects(typed: str, at: datetime) -> list[Hit]:
    rows = Project.objects.annotate(about=search.Folded(F("tagline")))
    return [
        Hit(row.name, row.get_absolute_url(), row.tagline, score)
        for row, score in _scored(rows, typed, ["search_text"], ["about"])
    ]


def _events(typed: str, at: datetime) -> list[Hit]:
    rows = Event.objects.public().annotate(
        title=search.Folded(F("name")),
        about=search.Folded(F("tagline")),
        city=search.Folded(F("venue__city")),
    )
    return [
        Hit(row.name, row.get_absolute_url(), day_range(row.starts_on, row.ends_on), score)
        for row, score in _scored(rows.select_related("venue"), typed, ["title", "city"], ["about"])
    ]


def _teams(typed: str, at: datetime) -> list[Hit]:
    rows = Team.objects.filter(event__is_public=True).annotate(
        title=search.Folded(F("name")), about=search.Folded(F("service"))
    )
    return [
        Hit(
            row.name,
            reverse("ptg:teams", args=[row.event.slug], query={"q": row.name}),
            " · ".join(word for word in (row.service, row.event.name) if word),
            score,
        )
        for row, score in _scored(
            rows.select_related("event"), typed, ["title", "track"], ["about"]
        )
    ]


def _news(typed: str, at: datetime) -> list[Hit]:
    rows = Story.objects.told_elsewhere(at).annotate(about=search.Folded(F("lead")))
    return [
        Hit(row.title, row.get_absolute_url(), row.lead, score)
        for row, score in _scored(rows.defer("body"), typed, ["search_text"], ["about"])
    ]


def _pages(typed: str, at: datetime) -> list[Hit]:
    words = typed.casefold()
    hits = []
    for page in PAGES:
        score = fit(words, page.title.casefold())
        if score < ABOUT and any(words in word for word in page.keywords.split(", ")):
            score = ABOUT
        if score:
            hits.append(Hit(page.title, page.url, page.text, score))
    return hits


def _scored(
    rows: QuerySet[Any], typed: str, names: list[str], about: list[str]
) -> Iterable[tuple[Any, float]]:
    """The `rows` that `typed` finds by one of their names or in the words about them. One query."""
    found = search.matching(rows, typed, *names, *about).annotate(typed=_folded(typed))
    for row in found[:CANDIDATES]:
        score = max(fit(row.typed, getattr(row, name) or "") for name in names)
        if score < ABOUT and any(row.typed in (getattr(row, name) or "") for name in about):
            score = ABOUT
        if score:
            yield row, score


def _folded(typed: str) -> search.Folded:
    return search.Folded(Value(typed))


def fit(typed: str, name: str) -> float:
    """How well `typed` fits `name`, both folded: one of the steps above, a likeness, or 0."""
    if typed == name:
        return WHOLE
    if typed in name:
        if name.startswith(typed):
            return BEGINS
        return WORD if f" {typed}" in name else INSIDE
    likeness = max(SequenceMatcher(None, typed, part).ratio() for part in (name, *name.split()))
    return likeness if likeness >= ALIKE else 0.0
