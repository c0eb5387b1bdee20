"""Rows that are put down and counted by statements written once: what `prepared` is to questions.

Django puts an INSERT together anew for each row, which takes it several times as long as the
database takes to write the row. It matters where thousands order at once, and nowhere else.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, update_wrapper
from hashlib import sha256
from inspect import signature
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import AutoField, Field, Model, QuerySet
from django.db.models.expressions import DatabaseDefault
from django.db.models.sql import InsertQuery, UpdateQuery
from django.db.models.sql.compiler import SQLInsertCompiler
from psycopg2.extensions import AsIs

from foundation.base.prepared import Slot, keeps_statements, known_to

# How the names of such statements begin: `authorship` tells them from questions.
NAME = "change_"


class _Statement:
    """The words of a statement with places for its values, which the server keeps too."""

    def __init__(self, name: str, words: str) -> None:
        self.name, self.words = f"{NAME}{name.strip('_')[:36]}", words

    def run(self, link: Any, values: Sequence[Any]) -> Any:
        """The cursor after the statement was run with these values."""
        cursor = link.cursor()
        words = self.words
        if keeps_statements(link):
            places = ", ".join(["%s"] * len(values))
            words = f"EXECUTE {self._told_to(link, len(values))}({places})"
        cursor.execute(words, values)
        return cursor

    def _told_to(self, link: Any, places: int) -> str:
        """The name of the statement at the server of this connection, which has been told it."""
        known = known_to(link)
        if self not in known:
            numbers = [AsIs(f"${place}") for place in range(1, places + 1)]
            with link.wrap_database_errors, link.connection.cursor() as cursor:
                text = cursor.mogrify(self.words, numbers)
                name = f"{self.name}_{sha256(text).hexdigest()[:16]}"
                if name not in known.values():
                    cursor.execute(f"PREPARE {name} AS ".encode() + text)
            known[self] = name
        return known[self]


class _Insert:
    """How a row of a model with values in these fields is put down."""

    def __init__(self, model: type[Model], fields: Sequence[Field[Any, Any]], link: Any) -> None:
        quote, table = link.ops.quote_name, model._meta.db_table
        columns = ", ".join(quote(field.column) for field in fields)
        places = ", ".join(["%s"] * len(fields))
        self.returned = model._meta.db_returning_fields
        told = ", ".join(quote(field.column) for field in self.returned)
        returning = f" RETURNING {told}" if told else ""
        # Names of the model's own columns, and places for values.
        words = f"INSERT INTO {quote(table)} ({columns}) VALUES ({places}){returning}"  # noqa: S608
        self.statement = _Statement(table, words)
        compiler = SQLInsertCompiler(InsertQuery(model), link, DEFAULT_DB_ALIAS)
        self.converters = compiler.get_converters([row.get_col(table) for row in self.returned])
        self.compiler = compiler

    def put(self, row: Model, values: Sequence[Any], link: Any) -> None:
        """Write the row down, and on it what the database made of it."""
        with self.statement.run(link, values) as cursor:
            told = [cursor.fetchone()] if self.returned else []
        if self.converters:
            told = list(self.compiler.apply_converters(told, self.converters))
        for values_told in told:
            for field, value in zip(self.returned, values_told, strict=True):
                setattr(row, field.attname, value)
        state: Any = row._state  # noqa: SLF001 -- what Django's own save tells a row of itself
        state.adding, state.db = False, DEFAULT_DB_ALIAS


# By model and the names of the fields that have a value.
_inserts: dict[tuple[type[Model], tuple[str, ...]], _Insert] = {}


def insert(row: Model) -> None:
    """Put a new row down, as `bulk_create` does: nothing is told to signals, of which we have none,
    and the row learns its key and what the database has computed. Values are values, no expressions.
    """
    link = connections[DEFAULT_DB_ALIAS]
    fields, values = [], []
    for field in row._meta.concrete_fields:
        if field.generated or (isinstance(field, AutoField) and row.pk is None):
            continue
        value = field.pre_save(row, add=True)
        # What the table itself begins with is left to it.
        if not isinstance(value, DatabaseDefault):
            fields.append(field)
            values.append(field.get_db_prep_save(value, connection=link))
    key = (type(row), tuple(field.attname for field in fields))
    known = _inserts.get(key) or _inserts.setdefault(key, _Insert(type(row), fields, link))
    known.put(row, values, link)


def insert_all(rows: Sequence[Model]) -> None:
    """Put new rows of one model down: one by a statement that is known, more by one together."""
    if len(rows) == 1:
        insert(rows[0])
    elif rows:
        type(rows[0])._default_manager.bulk_create(rows)


# The rows to change and what becomes of their columns.
type Change = tuple[QuerySet[Any], Mapping[str, Any]]


class Changing[**Values]:
    """A change that `changing` made of a function."""

    def __init__(self, build: Callable[Values, Change]) -> None:
        self._build = build
        update_wrapper(self, build)

    @cached_property
    def _written(self) -> tuple[_Statement, list[Any]]:
        slots: Any = [Slot(number) for number in range(len(signature(self._build).parameters))]
        rows, columns = self._build(*slots)  # type: ignore[call-arg]
        query: Any = rows.query.chain(UpdateQuery)
        query.add_update_values(columns)
        words, places = query.get_compiler(DEFAULT_DB_ALIAS).as_sql()
        return _Statement(self._build.__name__, words), list(places)

    def __call__(self, *values: Values.args, **_none: Values.kwargs) -> int:
        """How many rows were changed."""
        statement, places = self._written
        sent = [values[row.number] if isinstance(row, Slot) else row for row in places]
        with statement.run(connections[DEFAULT_DB_ALIAS], sent) as cursor:
            return int(cursor.rowcount)


def changing[**Values](build: Callable[Values, Change]) -> Changing[Values]:
    """Decorator for a function that returns a QuerySet and the new values of columns: called, it
    changes these rows and returns their number.

    As with `prepared`, the function runs once, with slots in place of its values.

        @changing
        def count(pk: int, more: int) -> Change:
            return Stock.objects.filter(pk=pk), {"taken": F("taken") + more}
    """
    return Changing(build)
