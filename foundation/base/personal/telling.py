"""Everything held about a person, as they can read it and take it along."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models
from django.utils.text import capfirst

from foundation.base.personal.holding import Holding, Whose, all_holdings

# What opens a door or says nothing: whoever holds the file must not get in with it.
UNTOLD = frozenset(
    {
        *("id", "password", "secret", "basket", "token", "fingerprint", "stamp", "key"),
        *("search_text", "letter", "data", "html", "extra_data"),
    }
)
# The secret of a link inside a text, a mail say.
_SECRET = re.compile(r"(?<=/)[A-Za-z0-9_-]{16,}(?=[/?#\s.,)]|$)")


@dataclass(frozen=True)
class Section:
    """The rows of one kind: each is its fields by name, in words."""

    key: str
    title: str
    rows: list[dict[str, Any]]


def tell(whose: Whose) -> list[Section]:
    """What is held about `whose`, kinds without a row left out. One query for each kind."""
    sections = []
    for holding in all_holdings():
        rows = [_told(row, holding) for row in _with_names(holding, whose)]
        if rows:
            sections.append(Section(holding.model._meta.label, str(holding.title), rows))
    return sorted(sections, key=lambda section: section.title)


def _with_names(holding: Holding, whose: Whose) -> Any:
    near = [each.name for each in _fields(holding) if each.many_to_one]
    rows = holding.rows(whose)
    return rows.select_related(*near) if near else rows


def _fields(holding: Holding) -> list[Any]:
    return [
        each
        for each in holding.model._meta.concrete_fields
        if (each.name in holding.tells if holding.tells else _may_be_told(each))
    ]


def _may_be_told(field: Any) -> bool:
    return field.name not in UNTOLD and not isinstance(field, models.BinaryField)


def _told(row: Any, holding: Holding) -> dict[str, Any]:
    said = {}
    for each in _fields(holding):
        value = _plain(row, each)
        if value not in (None, ""):
            said[str(capfirst(each.verbose_name))] = value
    return said


def _plain(row: Any, field: Any) -> Any:
    value = getattr(row, field.name)
    if value is None or isinstance(value, bool | int):
        return value
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")())
    if isinstance(value, datetime | date):
        return value.isoformat()[:19]
    if hasattr(value, "lower") and hasattr(value, "upper") and not isinstance(value, str):
        # As ISO 8601 writes a span whose end is open.
        ends = (value.lower, value.upper)
        return "/".join(end.isoformat()[:19] if end else ".." for end in ends)
    return value if isinstance(value, dict | list) else _SECRET.sub("…", str(value))
