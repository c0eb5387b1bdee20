"""The desk: what waits for staff. Every room lays its own tiles on it, beside its admin."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from foundation.base.admin.doors import opens


@dataclass(frozen=True)
class Tile:
    """A number of things, what they are, and the list that shows them."""

    number: int
    label: str
    url: str
    colour: str
    note: str = ""

    @property
    def is_quiet(self) -> bool:
        """Whether there is nothing to do and nothing to say."""
        return not self.number and not self.note


@dataclass(frozen=True)
class Part:
    """A part of the desk: what waits there, and the names of what does not."""

    name: str
    loud: list[Tile]
    quiet: list[Tile]


# What a room counts at a moment, in a fixed number of queries.
type Count = Callable[[datetime], Iterable[Tile]]


@dataclass(frozen=True)
class _Source:
    part: str
    place: int
    models: Sequence[type[Model]]
    count: Count


# The parts of the desk in the order staff think of them.
PARTS = ("Members", "Events", "Money", "Projects", "The house")
_sources: list[_Source] = []


def tiles(part: str, *models: type[Model], place: int = 50) -> Callable[[Count], Count]:
    """Decorator: lay what `count(at)` gives on the `part` of the desk, for staff who may see the
    rows of all `models`. The lowest `place` comes first.

        @desk.tiles("Members", Application)
        def applications(at: datetime) -> list[Tile]:
            return [desk.tile(Application.objects.waiting().count(), "applications", Application)]
    """

    def add(count: Count) -> Count:
        _sources.append(_Source(part, place, models, count))
        return count

    return add


def waits(request: HttpRequest, at: datetime) -> list[Part]:
    """What somebody of the staff has to do next, by part of the desk; what does not wait, last."""
    found: dict[str, list[Tile]] = {part: [] for part in PARTS}
    for source in sorted(_sources, key=lambda source: source.place):
        if all(may(request, model) for model in source.models):
            found[source.part] += [each for each in source.count(at) if opens(request, each.url)]
    return [
        Part(
            name,
            [each for each in laid if not each.is_quiet],
            [each for each in laid if each.is_quiet],
        )
        for name, laid in found.items()
        if laid
    ]


def tile(
    number: int,
    label: str,
    model: type[Model],
    alarm: str = "gold",
    note: str = "",
    query: str = "",
    **lookup: Any,
) -> Tile:
    """A tile that leads to the list of `model` with `query`, or filtered to exactly `lookup`."""
    query = query or urlencode({f"{name}__exact": value for name, value in lookup.items()})
    url = address(model, f"?{query}" if query else "")
    return Tile(number, label, url, colour(number, alarm), note)


def colour(number: int, alarm: str = "gold") -> str:
    """Green when nothing waits."""
    return alarm if number else "green"


def may(request: HttpRequest, model: type[Model]) -> bool:
    """Whether this member of staff may see the rows of `model`."""
    opts = model._meta
    seen = (f"{opts.app_label}.{act}_{opts.model_name}" for act in ("view", "change"))
    return any(request.user.has_perm(permission) for permission in seen)


def address(model: type[Model], query: str = "") -> str:
    """The list of `model` in the admin, filtered by `query`."""
    opts = model._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist") + query
