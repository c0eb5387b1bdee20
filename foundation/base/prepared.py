"""Questions that are put together once and then asked again and again, with other values.

To build a QuerySet and write its SQL takes Django three to ten times as long as the database takes
to answer. On the pages that thousands open at once, that is where the time goes.
"""

from collections.abc import Callable, Iterable, Mapping
from copy import copy
from functools import cached_property, update_wrapper
from inspect import signature
from types import SimpleNamespace
from typing import Any, Self

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.models import Expression, Func, Model, QuerySet, prefetch_related_objects
from django.db.models.sql.compiler import SQLCompiler


class _Slot(Expression):
    """The place of a value in a statement."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """The place, which stands among the parameters until there is a value."""
        return "%s", (self,)


class _Written(SQLCompiler):
    """A compiler whose statement has been written: it only takes its values."""

    words: str
    parameters: list[Any]
    converters: Any

    @classmethod
    def of(cls, query: Any) -> Self:
        """Have Django write the statement, and keep it with how its rows are read."""
        plain = query.get_compiler(DEFAULT_DB_ALIAS)
        words, parameters = plain.as_sql()
        written = cls(query, plain.connection, DEFAULT_DB_ALIAS)
        vars(written).update(vars(plain), words=words, parameters=list(parameters))
        written.converters = plain.get_converters([column for column, *_rest in plain.select])
        return written

    def filled(self, values: tuple[Any, ...]) -> Self:
        """The same statement with these values, for the connection of this thread."""
        asked = copy(self)
        asked.connection = connections[DEFAULT_DB_ALIAS]
        asked.parameters = [
            values[word.number] if isinstance(word, _Slot) else word for word in self.parameters
        ]
        return asked

    def as_sql(self, *_args: Any, **_options: Any) -> Any:
        return self.words, self.parameters

    def get_converters(self, expressions: Any) -> Any:
        return self.converters


class Prepared[**Values, Row]:
    """A question that `prepared` made of a function."""

    def __init__(self, build: Callable[Values, QuerySet[Any, Row]]) -> None:
        self._build = build
        update_wrapper(self, build)

    @cached_property
    def _rows(self) -> Any:
        """The rows as they are asked for, with slots where the values belong."""
        slots: Any = [_Slot(number) for number in range(len(signature(self._build).parameters))]
        return self._build(*slots)  # type: ignore[call-arg]

    @cached_property
    def _statement(self) -> _Written:
        return _Written.of(self._rows.query)

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
