"""Taking a person out of rows, and out of the history of these rows."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import pgtrigger
from django.db import models, transaction
from django.db.models import F

from foundation.base.personal.holding import Fate, Holding, Whose

# So many rows are taken at a time, in one transaction.
AT_ONCE = 500


@transaction.atomic
def erase(holding: Holding, whose: Whose, at: datetime, *, after: Any = None) -> list[Any]:
    """Erase the next 500 rows of `holding` whose time has come at `at`, in the order of their keys;
    returns the keys. Where they are 500, call it again `after` the last.

    It may be run twice: what was erased is not found by its address any more, and rows found by the
    account are overwritten with the same again.
    """
    if holding.fate == Fate.STAYS:
        return []
    rows = holding.rows(whose)
    if holding.ready is not None:
        rows = rows.filter(holding.ready(at))
    if after is not None:
        rows = rows.filter(pk__gt=after)
    keys = list(rows.values_list("pk", flat=True).distinct()[:AT_ONCE])
    mine = holding.model._default_manager.filter(pk__in=keys)
    if holding.fate == Fate.GOES:
        mine.delete()
        forget(holding.model, keys)
    else:
        more = holding.also(at) if holding.also else {}
        mine.update(**holding.blanks, **more)
        overwrite(holding.model, keys, holding.blanks)
    return keys


def forget(model: type[models.Model], keys: Iterable[Any]) -> int:
    """Delete the history of these rows of `model`; returns how many versions went.

    History is append-only by a trigger. It is set aside here, for these statements of this
    transaction only: the law on personal data stands above a complete history, and the record of
    the erasure says that it was done, when and to how many rows.
    """
    gone = 0
    for events in histories(model):
        with pgtrigger.ignore(f"{events._meta.label}:append_only"):
            gone += events._default_manager.filter(pgh_obj_id__in=list(keys)).delete()[0]
    return gone


def overwrite(model: type[models.Model], keys: Iterable[Any], blanks: Mapping[str, Any]) -> int:
    """Write `blanks` into every version of these rows that history keeps; returns how many.

    Who changed what when stays; only the columns that named the person say so no more.
    """
    changed = 0
    for events in histories(model):
        kept = {each.name for each in events._meta.concrete_fields}
        values = {name: _of_the_row(value) for name, value in blanks.items() if name in kept}
        if values:
            with pgtrigger.ignore(f"{events._meta.label}:append_only"):
                rows = events._default_manager.filter(pgh_obj_id__in=list(keys))
                changed += rows.update(**values)
    return changed


def histories(model: Any) -> list[type[models.Model]]:
    """The tables that keep versions of the rows of `model`."""
    kept = getattr(model, "pgh_event_models", {})
    tables = {each for each in kept.values() if any(f.name == "pgh_obj" for f in each._meta.fields)}
    return sorted(tables, key=lambda table: table._meta.label)


def _of_the_row(value: Any) -> Any:
    """A value that names its row by the key, as the history has it."""
    if isinstance(value, F):
        return F("pgh_obj_id") if value == F("pk") else value
    if not hasattr(value, "get_source_expressions"):
        return value
    copied = value.copy()
    copied.set_source_expressions([_of_the_row(each) for each in value.get_source_expressions()])
    return copied
