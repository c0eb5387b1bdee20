"""One search for all that staff look for: in each list they may see, as that list searches itself."""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django.utils.http import urlencode
from django.utils.text import capfirst

from foundation.base.admin.house import HouseAdmin

# Of each list. Who needs more opens the list.
MOST = 5


@dataclass(frozen=True)
class Hit:
    """A row, what tells it from others, and its record."""

    words: list[str]
    url: str


@dataclass(frozen=True)
class Hits:
    """What was found in one list; `more` is that list, searched, where it holds more than these."""

    name: str
    rows: list[Hit]
    more: str


def found(request: HttpRequest, words: str) -> list[Hits]:
    """Where `words` stand, list by list; a fixed number of queries for each that this person may see."""
    asked = [
        _hits(desk, request, words)
        for desk in searched()
        if desk.has_view_or_change_permission(request)
    ]
    return [hits for hits in asked if hits.rows]


def searched() -> list[HouseAdmin[Any]]:
    """The lists that are looked into."""
    registered = filter(admin.site.is_registered, apps.get_models())
    desks = [admin.site.get_model_admin(model) for model in registered]
    return [desk for desk in desks if isinstance(desk, HouseAdmin) and desk.found_by]


def _hits(desk: HouseAdmin[Any], request: HttpRequest, words: str) -> Hits:
    matching, is_doubled = desk.get_search_results(request, desk.get_queryset(request), words)
    matching = matching.distinct() if is_doubled else matching
    ways = {path.rpartition("__")[0] for path in desk.found_by if "__" in path}
    rows = list((matching.select_related(*ways) if ways else matching)[: MOST + 1])
    more = f"{desk.url_of('changelist')}?{urlencode({'q': words})}" if len(rows) > MOST else ""
    hits = [Hit(_words(row, desk.found_by), desk.url_of("change", row.pk)) for row in rows[:MOST]]
    return Hits(capfirst(str(desk.opts.verbose_name_plural)), hits, more)


def _words(row: Model, paths: tuple[str, ...]) -> list[str]:
    """The first names the row even where it is empty."""
    values = [_value(row, path) for path in paths]
    return [values[0] or str(row), *filter(None, values[1:])]


def _value(row: Any, path: str) -> str:
    for name in path.split("__"):
        row = getattr(row, name, None)
    return str(row or "").partition("\n")[0].strip()
