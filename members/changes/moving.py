"""Everything that belongs to one row becomes another row's, whatever tables there are.

Every foreign key of the project is found through the models themselves, those of rooms above too.
Where a rule allows one (a unique constraint), the kept row's stays and the double is folded into
it: what belongs to the double is moved first, then the double is dumped and goes. Where a rule
allows one at a time (an exclusion constraint on a span), the kept row lasts as long as both did.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core import serializers
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

type Dump = dict[str, Any]

# Which of two memberships gives way is chosen by staff (`overlaps`), and done before.
CHOSEN = frozenset({"members.Membership"})


@dataclass(frozen=True)
class Link:
    """A column of `model` that refers to rows of another model."""

    model: type[models.Model]
    field: models.ForeignKey[Any, Any]

    def rows(self, key: Any) -> models.QuerySet[Any]:
        """The rows that refer to the row with this key."""
        return self.model._base_manager.filter(**{self.field.name: key})


@dataclass
class Record:
    """What was done, as it is kept for undoing.

    `moved`: tables and columns with the keys of the rows, from which key to which. `gone`: rows as
    they were, in the order they went. `changed`: fields of rows before and after. `made`: new rows.
    """

    moved: list[dict[str, Any]] = field(default_factory=list)
    gone: list[Dump] = field(default_factory=list)
    changed: list[dict[str, Any]] = field(default_factory=list)
    made: list[tuple[str, Any]] = field(default_factory=list)

    def keep_change(self, before: Dump, row: models.Model) -> None:
        """What is different between `before` and the row as it is stored now."""
        after = dumped(row)
        fields = {
            name: [value, after["fields"][name]]
            for name, value in before["fields"].items()
            if value != after["fields"][name]
        }
        if fields:
            self.changed.append({"table": before["model"], "key": before["pk"], "fields": fields})


def links(model: type[models.Model]) -> list[Link]:
    """Every column in the project that refers to `model`, tables of many-to-many included.

    The history of rows stays what it was: its tables are not among them.
    """
    found = []
    for relation in model._meta.get_fields(include_hidden=True):
        far: Any = relation.related_model
        column: Any = getattr(relation, "field", None)
        if concrete(relation) or not (relation.one_to_many or relation.one_to_one):
            continue
        if hasattr(far, "pgh_tracked_model") or far._meta.proxy or not far._meta.managed:
            continue
        found.append(Link(far, column))
    return sorted(found, key=lambda link: (link.model._meta.label, link.field.name))


def concrete(relation: Any) -> bool:
    """Whether it is a column of the model itself, and not a reference from elsewhere."""
    return not relation.auto_created or relation.concrete


def dumped(row: models.Model) -> Dump:
    """A row as it is stored, in plain values."""
    fresh = type(row)._base_manager.get(pk=row.pk)
    dump: Dump = json.loads(serializers.serialize("json", [fresh]))[0]
    return dump


def _rules(link: Link) -> Iterator[tuple[list[Any], Q]]:
    """What must differ between rows of one owner: expressions beside the column, and when."""
    name, opts = link.field.name, link.model._meta
    if link.field.unique:
        yield [], Q()
    for names in opts.unique_together:
        if name in names:
            yield [F(each) for each in names if each != name], Q()
    for rule in opts.constraints:
        if not isinstance(rule, models.UniqueConstraint):
            continue
        parts: list[Any] = [F(each) for each in rule.fields] or [*rule.expressions]
        if F(name) in parts:
            yield [part for part in parts if part != F(name)], rule.condition or Q()


def doubles(link: Link, old: Any, new: Any) -> dict[Any, Any]:
    """Rows of `old` of which `new` has its own: key by key. Two queries for each rule."""
    found: dict[Any, Any] = {}
    for parts, condition in _rules(link):
        kept = dict(_valued(link.rows(new).filter(condition), parts))
        for value, key in _valued(link.rows(old).filter(condition), parts) if kept else ():
            if value in kept:
                found.setdefault(key, kept[value])
    return found


@dataclass(frozen=True)
class OneAtATime:
    """A rule that rows of one owner which agree in `same` do not overlap in `span`."""

    same: tuple[str, ...]
    span: str
    condition: Q

    def rivals(
        self, rows: models.QuerySet[Any], value: Callable[[str], Any]
    ) -> models.QuerySet[Any]:
        """Those of `rows` that are in the way of a row, which has `value` in a column."""
        agreeing = {name: value(name) for name in self.same}
        return rows.filter(
            self.condition, **agreeing, **{f"{self.span}__overlap": value(self.span)}
        )


def _one_at_a_time(link: Link) -> Iterator[OneAtATime]:
    for rule in link.model._meta.constraints:
        if not isinstance(rule, ExclusionConstraint) or link.model._meta.label in CHOSEN:
            continue
        parts = dict(rule.expressions)
        spans = [part for part, sign in parts.items() if sign == RangeOperators.OVERLAPS]
        same = [part for part, sign in parts.items() if sign == RangeOperators.EQUAL]
        plain = all(isinstance(part, str) for part in parts)
        if plain and link.field.name in same and len(spans) == 1:
            others = tuple(str(part) for part in same if part != link.field.name)
            yield OneAtATime(others, str(spans[0]), rule.condition or Q())


def overlapping(link: Link, old: Any, new: Any) -> list[tuple[OneAtATime, Any]]:
    """Rows of `old` in part of whose time `new` has its own: rule and key. A query for each rule."""
    return [
        (rule, key)
        for rule in _one_at_a_time(link)
        for key in link.rows(old)
        .filter(rule.condition)
        .filter(Exists(rule.rivals(link.rows(new), OuterRef)))
        .order_by("pk")
        .values_list("pk", flat=True)
    ]


def _join_spans(link: Link, rule: OneAtATime, double: Any, new: Any, record: Record) -> None:
    """Let one row of `new` last as long as `double` and all that overlap with it did."""
    row = link.model._base_manager.get(pk=double)
    rivals = rule.rivals(link.rows(new), lambda name: getattr(row, name))
    kept, *more = rivals.order_by("pk")
    before = dumped(kept)
    spans = [getattr(each, rule.span) for each in (row, kept, *more)]
    for each in (double, *(other.pk for other in more)):
        fold(link.model, each, kept.pk, record)
    first = None if any(each.lower is None for each in spans) else min(s.lower for s in spans)
    end = None if any(each.upper is None for each in spans) else max(s.upper for s in spans)
    setattr(kept, rule.span, type(spans[0])(first, end))
    kept.save(update_fields=[rule.span])
    record.keep_change(before, kept)


def _valued(rows: models.QuerySet[Any], parts: list[Any]) -> Iterator[tuple[str, Any]]:
    """What makes each row the only one, with its key; nothing equals an empty value."""
    named = {f"rule_{number}": part for number, part in enumerate(parts)}
    for key, *values in rows.annotate(**named).values_list("pk", *named):
        if None not in values:
            yield repr(values), key


def move(link: Link, old: Any, new: Any, record: Record) -> None:
    """Let all rows of `link` that refer to `old` refer to `new`."""
    for double, kept in doubles(link, old, new).items():
        fold(link.model, double, kept, record)
    for rule, double in overlapping(link, old, new):
        _join_spans(link, rule, double, new, record)
    keys = sorted(link.rows(old).values_list("pk", flat=True))
    if not keys:
        return
    link.model._base_manager.filter(pk__in=keys).update(**{link.field.name: new})
    record.moved.append({
        "table": link.model._meta.label, "column": link.field.name,
        "from": old, "to": new, "keys": keys,
    })  # fmt: skip


def fold(model: type[models.Model], old: Any, new: Any, record: Record) -> None:
    """Everything of the row `old` becomes the row `new`'s; `old` is dumped and goes."""
    for link in links(model):
        move(link, old, new, record)
    row = model._base_manager.get(pk=old)
    record.gone.append(dumped(row))
    row.delete()


def counted(model: type[models.Model], old: Any, new: Any) -> list[tuple[str, int, int]]:
    """What `fold` would do: table in words, rows that move, rows that are there twice."""
    found: dict[str, list[int]] = {}
    for link in links(model):
        number = link.rows(old).count()
        if not number:
            continue
        twice = len({*doubles(link, old, new), *(key for _, key in overlapping(link, old, new))})
        both = found.setdefault(_named(link), [0, 0])
        both[0] += number - twice
        both[1] += twice
    return [(name, moved, twice) for name, (moved, twice) in found.items()]


def _named(link: Link) -> str:
    opts = link.model._meta
    # The table of a many-to-many has no name of its own.
    owner: Any = opts.auto_created
    if owner:
        return f"{owner._meta.verbose_name_plural} ({str(opts.model_name).rpartition('_')[2]})"
    plain = str(opts.verbose_name_plural)
    return plain if link.field.name == "organization" else f"{plain} ({link.field.verbose_name})"
