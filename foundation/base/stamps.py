"""Whether anything of some tables has changed, for the price of one small query.

Every change of a tracked row is a row more in its history, with a higher number. As long as the
last numbers are the same, so is whatever was made of the tables.
"""

from datetime import datetime
from functools import cache

import pghistory.models
from django.db import connection, models

type Stamp = tuple[int | None, ...]


def of(*tracked: type[models.Model]) -> Stamp:
    """The last numbers in the histories of these models. One query, whatever their size.

    Two who write at once may commit in another order than they were numbered: what is kept by a
    stamp is to be made anew every few seconds all the same.
    """
    with connection.cursor() as cursor:
        cursor.execute(_statement(tracked))
        row: Stamp = cursor.fetchone()
        return row


def changed_at(*tracked: type[models.Model]) -> datetime | None:
    """When a row of these models was last written, in real time. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_moments(tracked))
        row: tuple[datetime | None] = cursor.fetchone()
        return row[0]


@cache
def _moments(tracked: tuple[type[models.Model], ...]) -> str:
    tables = (connection.ops.quote_name(_history(model)._meta.db_table) for model in tracked)
    last = "(SELECT pgh_created_at FROM {} ORDER BY pgh_id DESC LIMIT 1)"
    return f"SELECT greatest({', '.join(last.format(name) for name in tables)})"


@cache
def _statement(tracked: tuple[type[models.Model], ...]) -> str:
    # Nothing but the names of our own tables stands in it.
    tables = (connection.ops.quote_name(_history(model)._meta.db_table) for model in tracked)
    return "SELECT " + ", ".join(f"(SELECT max(pgh_id) FROM {name})" for name in tables)  # noqa: S608


def _history(model: type[models.Model]) -> type[models.Model]:
    """The table that `foundation.base.history.tracked` made for a model."""
    for relation in model._meta.related_objects:
        found = relation.related_model
        if isinstance(found, type) and issubclass(found, pghistory.models.Event):
            return found
    message = f"{model.__name__} keeps no history."
    raise LookupError(message)
