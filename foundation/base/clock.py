"""The one source of domain time. Sessions, tokens and logs keep the real clock."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta

from django.conf import settings

_seen_at: ContextVar[datetime | None] = ContextVar("seen_at", default=None)
_visited: ContextVar[datetime | None] = ContextVar("visited", default=None)


def now() -> datetime:
    """The moment (UTC) that the foundation's rules are applied to.

    It is the real clock shifted by FOUNDATION_AS_OF, or the moment a member of staff looks from.
    """
    return _seen_at.get() or datetime.now(UTC) + settings.CLOCK_SHIFT


def real_in(wait: timedelta) -> datetime:
    """The real instant that is `wait` away, for the queue: it knows no other clock."""
    return datetime.now(UTC) + wait


@contextmanager
def seen_from(moment: datetime) -> Iterator[None]:
    """Within this block it is `moment`, for this thread only (staff's time machine, tests)."""
    token = _seen_at.set(moment)
    try:
        yield
    finally:
        _seen_at.reset(token)


@contextmanager
def visited(moment: datetime) -> Iterator[None]:
    """Like `seen_from`, for a member of staff who looks at pages from another moment.

    What is made within is theirs: nobody may keep it for others (see `visit`).
    """
    token = _visited.set(moment)
    try:
        with seen_from(moment):
            yield
    finally:
        _visited.reset(token)


def visit() -> datetime | None:
    """The other moment that this page is looked at from, if it is."""
    return _visited.get()
