"""The history of a record in words: what the triggers of `foundation.base.history` kept."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.paginator import Page, Paginator
from django.db import models
from django.db.models import Q
from django.urls import Resolver404, resolve
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from pghistory.models import Events

from foundation.base import moments

VERSIONS_A_PAGE = 50
LONGEST = 400
# What a child row is called in its parent's history: the first of these fields that it has.
NAMING = ("name", "title", "attendee_name", "question", "label", "key", "year", "position")


@dataclass(frozen=True)
class Change:
    """One field: what it is called, what it was and what it became."""

    field: str
    old: str
    new: str


@dataclass(frozen=True)
class Version:
    """One change of a record or of a row that belongs to it."""

    at: datetime
    what: str
    row: str
    who: Any
    where: str
    changes: list[Change]


def is_kept(model: type[models.Model]) -> bool:
    """Whether triggers keep the versions of `model`."""
    return bool(getattr(model, "pgh_event_models", None))


def page(row: models.Model, children: Sequence[type[models.Model]], number: str) -> Page[Any]:
    """A page of versions of `row` and of its `children`, the newest first: 3 to 6 queries."""
    tables = {_events_of(model) for model in (type(row), *children)}
    label = row._meta.label
    everything: Any = Events.objects
    found = (
        # References, because a child's version names its parent; a row's own names itself.
        everything.across(*tables)
        .references(row)
        .exclude(Q(pgh_obj_model=label) & ~Q(pgh_obj_id=str(row.pk)))
        .order_by("-pgh_created_at", "-pgh_id")
    )
    versions = Paginator(found, VERSIONS_A_PAGE).get_page(number)
    versions.object_list = _told(list(versions.object_list), row)
    return versions


def _events_of(model: type[models.Model]) -> type[models.Model]:
    kept: Any = model
    table: type[models.Model] = kept.pgh_event_models["insert"]
    return table


def _told(events: list[Any], row: models.Model) -> list[Version]:
    people = _people(events)
    names = _names(events)
    return [
        Version(
            # The database wrote the real time; readers live by the clock of the domain.
            at=event.pgh_created_at + settings.CLOCK_SHIFT,
            what=event.pgh_label,
            row="" if event.pgh_obj_model == row._meta.label else _child(event),
            who=people.get((event.pgh_context or {}).get("user")),
            where=_where((event.pgh_context or {}).get("url", "")),
            changes=_changes(event, names),
        )
        for event in events
    ]


def _people(events: list[Any]) -> dict[Any, Any]:
    keys = {(event.pgh_context or {}).get("user") for event in events} - {None}
    return get_user_model()._default_manager.in_bulk(keys) if keys else {}


def _pairs(event: Any) -> Iterable[tuple[models.Field[Any, Any], Any, Any]]:
    """Field, old and new value of what an event changed; all that is filled in of a new row or
    of one that went."""
    model = apps.get_model(event.pgh_obj_model)
    diff = event.pgh_diff or {}
    if event.pgh_label == "insert":
        diff = {name: (None, value) for name, value in event.pgh_data.items()}
    if event.pgh_label == "delete":
        diff = {name: (value, None) for name, value in event.pgh_data.items()}
    for field in model._meta.concrete_fields:
        if field.column not in diff or field.primary_key:
            continue
        old, new = diff[field.column]
        if old != new and not (old in (None, "") and new in (None, "")):
            yield field, old, new


def _names(events: list[Any]) -> dict[tuple[type[models.Model], Any], str]:
    """What the rows are called that the changes refer to: one query for each model."""
    wanted: dict[type[models.Model], set[Any]] = {}
    for event in events:
        for field, old, new in _pairs(event):
            if field.related_model:
                far: Any = field.related_model
                wanted.setdefault(far, set()).update({old, new} - {None})
    found: dict[tuple[type[models.Model], Any], str] = {}
    for model, keys in wanted.items():
        near = [field.name for field in model._meta.concrete_fields if field.many_to_one]
        rows = model._default_manager.all()
        by_key = (rows.select_related(*near) if near else rows).in_bulk(keys)
        found |= {(model, key): str(named) for key, named in by_key.items()}
    return found


def _changes(event: Any, names: dict[tuple[type[models.Model], Any], str]) -> list[Change]:
    return [
        Change(
            capfirst(str(field.verbose_name)), _said(field, old, names), _said(field, new, names)
        )
        for field, old, new in _pairs(event)
    ]


def _child(event: Any) -> str:
    data = event.pgh_data or {}
    kind = capfirst(str(apps.get_model(event.pgh_obj_model)._meta.verbose_name))
    name = next((data[field] for field in NAMING if data.get(field)), "")
    return f"{kind}: {name}" if name else kind


def _said(field: Any, value: Any, names: dict[tuple[type[models.Model], Any], str]) -> str:
    if value is None or value == "":
        return "—"
    if field.related_model:
        gone = _("no. %(number)s, gone since") % {"number": value}
        return names.get((field.related_model, value), gone)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, models.DateTimeField):
        return moments.shown(datetime.fromisoformat(value), "UTC")
    if isinstance(field, models.DateField):
        return moments.shown(date.fromisoformat(value), "UTC")
    if isinstance(field, models.DecimalField):
        value = f"{Decimal(str(value)):,.{field.decimal_places}f}"
    text = str(value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _where(path: str) -> str:
    """The page a change came from; the secret of a link is nobody's business."""
    if not path:
        return ""
    try:
        match = resolve(path)
    except Resolver404:
        return path
    for name, value in match.kwargs.items():
        if name in {"secret", "token", "key"}:
            path = path.replace(str(value), "…")
    return path
