"""What every test stands on: a real PostgreSQL, and Monday 10 October 2022, 09:00 UTC."""

from datetime import UTC, datetime

import pytest

from foundation.base import clock
from tests import queue

KEYNOTE_WEEK = datetime(2022, 10, 10, 9, tzinfo=UTC)


@pytest.fixture
def at():
    """The moment the test takes place at; the domain clock shows it and stands still."""
    with clock.seen_from(KEYNOTE_WEEK):
        yield KEYNOTE_WEEK


@pytest.fixture
def run_queue():
    """Call it to run every queued task that is due, as the worker would; failures are raised."""
    return queue.run
