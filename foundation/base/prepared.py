"""Questions that are put together once and then asked again and again, with other values.

To build a QuerySet and write its SQL takes Django three to ten times as long as the database takes
to answer. On the pages that thousands open at once, that is where the time goes.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from functools import cached_property, update_wrapper
from hashlib import sha256
from inspect import signature
from types import SimpleNamespace
from typing import Any, Self
from weakref import WeakKeyDictionary

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.models import Expression, Func, Model, QuerySet, prefetch_related_objects
from django.db.models.sql.compiler import SQLCompiler
from psycopg2.extensions import AsIs

# What the driver writes behind such values, too.
CASTS = {date: "::date", datetime: "::timestamptz"}


class Slot(Expression):
    """The place of a value in a statement."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """The place, which stands among the parameters until there is a value."""
        return "%s", (self,)


class _Written(SQLCompiler):
    """A compiler whose statement has been written: it only takes its values.

    The server keeps the statement too, for as long as a connection lasts, with a plan that serves
    all values: to read and plan a statement takes it several times as long as to answer.
    """

    name: str
    key: object
    words: str
    parameters: list[Any]
    slots: list[Slot]
    listed: str
    converters: Any

    @classmethod
    def of(cls, key: object, name: str, query: Any) -> Self:
        """Have Django write the statement, and keep it with how its rows are read."""
        plain = query.get_compiler(DEFAULT_DB_ALIAS)
        words, parameters = plain.as_sql()
        written = cls(query, plain.connection, DEFAULT_DB_ALIAS)
        vars(written).update(vars(plain), words=words, parameters=list(parameters))
        written.name, written.key = name[:40], key
        written.slots = [word for word in written.parameters if isinstance(word, Slot)]
        places = ", ".join(["%s"] * len(written.slots))
        written.listed = f"({places})" if places else ""
        written.converters = plain.get_converters([column for column, *_rest in plain.select])
        return written

    def filled(self, values: tuple[Any, ...]) -> Self:
        """The same statement with these values, for the connection of this thread."""
        asked = object.__new__(type(self))
        vars(asked).update(vars(self))
        asked.connection = link = connections[DEFAULT_DB_ALIAS]
        if keeps_statements(link):
            asked.parameters = [values[slot.number] for slot in self.slots]
            asked.words = f"EXECUTE {self._told_to(link, asked.parameters)}{self.listed}"
        else:
            asked.parameters = [
                values[word.number] if isinstance(word, Slot) else word for word in self.parameters
            ]
        return asked

    def _told_to(self, link: Any, sent: list[Any]) -> str:
        """The name of the statement at the server of this connection, which has been told it."""
        known = known_to(link)
        key = (self.key, *map(type, sent))
        if key not in known:
            known[key] = self._tell(link, sent, set(known.values()))
        return known[key]

    def _tell(self, link: Any, sent: list[Any], names: set[str]) -> str:
        # A day among ranges of days is a day: where it stands does not say so.
        places = iter(
            f"${place}{CASTS.get(type(value), '')}" for place, value in enumerate(sent, 1)
        )
        # What is no slot is written out: the plan may rest on it, or on an index of such rows.
        words = [AsIs(next(places)) if isinstance(word, Slot) else word for word in self.parameters]
        with link.wrap_database_errors, link.connection.cursor() as cursor:
            text = cursor.mogrify(self.words, words)
            # The name follows from the words: who else has told this server means the same by it.
            name = f"{self.name}_{sha256(text).hexdigest()[:16]}"
            if name not in names:
                cursor.execute(f"PREPARE {name} AS ".encode() + text)
        return name

    def as_sql(self, *_args: Any, **_options: Any) -> Any:
        return self.words, self.parameters

    def get_converters(self, expressions: Any) -> Any:
        return self.converters

    def has_composite_fields(self, expressions: Any) -> bool:
        """No key here is made of several columns: Django looks at each column of each answer."""
        return False


# By connection: the names that its server knows statements by.
_known: WeakKeyDictionary[Any, dict[object, str]] = WeakKeyDictionary()


def known_to(link: Any) -> dict[object, str]:
    """The names of the statements that the server of a connection knows, which is opened."""
    link.close_if_health_check_failed()
    link.ensure_connection()
    return _known.setdefault(link.connection, {})


def keeps_statements(link: Any) -> bool:
    """Whether what the server is told is known for the next question: not where PgBouncer hands it to
    another server process, nor over a connection that is closed after each request."""
    settings = link.settings_dict
    return not settings["DISABLE_SERVER_SIDE_CURSORS"] and settings["CONN_MAX_AGE"] != 0


class Prepared[**Values, Row]:
    """A question that `prepared` made of a function."""

    def __init__(self, build: Callable[Values, QuerySet[Any, Row]]) -> None:
        self._build = build
        update_wrapper(self, build)

    @cached_property
    def _rows(self) -> Any:
        """The rows as they are asked for, with slots where the values belong."""
        slots: Any = [Slot(number) for number in range(len(signature(self._build).parameters))]
        return self._build(*slots)  # type: ignore[call-arg]

    @cached_property
    def _statement(self) -> _Written:
        return _Written.of(self, self._build.__name__, self._rows.query)

    def __call__(self, *values: Values.args, **_none: Values.kwargs) -> list[Row]:
        """The rows for these values. One query, and what the QuerySet prefetches."""
        if self._rows.query.select_for_update and transaction.get_autocommit():
            message = "Rows are locked within a transaction."
            raise transaction.TransactionManagementError(message)
        statement = self._statement.filled(values)
        # All that Django asks of a QuerySet whose rows it reads.
        asked: Any = SimpleNamespace(
            db=DEFAULT_DB_ALIAS,
            query=SimpleNamespace(get_compiler=lambda using: statement),
            _fetch_mode=self._rows._fetch_mode,  # noqa: SLF001
            _known_related_objects={},
        )
        found: list[Any] = list(self._rows._iterable_class(asked))  # noqa: SLF001
        prefetch_related_objects(found, *self._rows._prefetch_related_lookups)  # noqa: SLF001
        return found


def prepared[**Values, Row](
    build: Callable[Values, QuerySet[Any, Row]],
) -> Prepared[Values, Row]:
    """Decorator for a function that returns a QuerySet: called, it returns the list of its rows.

    The function itself runs once, with slots in place of its values, which it may compare columns
    with and nothing else: what it computes is computed once. It takes its values by place.

        @prepared
        def by_basket(basket: str) -> QuerySet[Order]:
            return Order.objects.filter(basket=basket)
    """
    return Prepared(build)


def any_of(keys: Any) -> Any:
    """What a key is compared with by `__in` where the value is a list of keys."""
    return Func(keys, template="(SELECT unnest(%(expressions)s::bigint[]))")


def attach(owners: Iterable[Model], name: str, rows: Mapping[Any, list[Any]]) -> None:
    """Give each owner its rows, by its key, as if they had been prefetched under `name`."""
    for owner in owners:
        own: Any = getattr(owner, name).get_queryset()
        own._result_cache, own._prefetch_done = rows.get(owner.pk, []), True  # noqa: SLF001
        kept = vars(owner).setdefault("_prefetched_objects_cache", {})
        kept[name] = own
