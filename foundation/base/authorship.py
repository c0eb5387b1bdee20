"""Who changes what: the database is told once in a transaction, and its triggers write it down."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.http import HttpRequest
from pghistory import config, middleware, runtime
from psycopg2.extensions import TRANSACTION_STATUS_IDLE

from foundation.base.written import NAME

# What changes no row. Prepared questions are EXECUTEd, and so are changes that are written once.
CHANGES_NOTHING = ("SELECT", "EXECUTE", "SAVEPOINT", "RELEASE", "ROLLBACK")
CHANGES = f"EXECUTE {NAME}"


class Teller:
    """Tells it with the first change of a transaction, where pghistory does with every statement.

    What was told holds until the transaction ends, or goes back to before it was told.
    """

    def __init__(self) -> None:
        self.told: dict[str, Any] | None = None

    def __call__(
        self,
        execute: Callable[..., Any],
        sql: str,
        params: Any,
        many: bool,
        context: dict[str, Any],
    ) -> Any:
        """Run a statement; Django calls this in place of running it."""
        cursor = context["cursor"]
        idle = cursor.connection.get_transaction_status() == TRANSACTION_STATUS_IDLE
        if idle or sql.startswith("ROLLBACK"):
            self.told = None
        told: Any = runtime
        author = told._tracker.value.metadata  # noqa: SLF001
        is_quiet = sql.startswith(CHANGES_NOTHING) and not sql.startswith(CHANGES)
        is_told = self.told == author or is_quiet
        if is_told or not told._can_inject_variable(cursor, sql):  # noqa: SLF001
            return execute(sql, params, many, context)
        done = told._inject_history_context(execute, sql, params, many, context)  # noqa: SLF001
        # Who logs in meanwhile is told anew.
        self.told = dict(author)
        return done


@contextmanager
def _telling(author: dict[str, Any]) -> Iterator[None]:
    """What is changed within is changed by this author, by a `Teller`."""
    with connection.execute_wrapper(Teller()):
        runtime._tracker.value = runtime.Context(uuid.uuid4(), author)  # noqa: SLF001
        try:
            yield
        finally:
            del runtime._tracker.value  # noqa: SLF001


class HistoryMiddleware(middleware.HistoryMiddleware):
    """Middleware: what a request changes is changed by its user, at its address."""

    def __call__(self, request: HttpRequest) -> Any:
        """Reading changes nothing, and is not told."""
        if request.method not in config.middleware_methods():
            return self.get_response(request)
        with _telling(self.get_context(request)):
            # It tells whom a user is set to.
            request.__class__ = middleware.WSGIRequest
            return self.get_response(request)
