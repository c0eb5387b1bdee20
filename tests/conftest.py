"""What every test stands on: a real PostgreSQL, and Monday 10 October 2022, 09:00 UTC."""

import gc
from datetime import UTC, datetime

import pytest
from django.test import TransactionTestCase

from foundation.base import clock
from tests import chain, databases, queue

TransactionTestCase._fixture_teardown = lambda _case: databases.empty()
chain.share()

# Files that take long begin first: otherwise one process ends with them, and the others wait.
LONG = (
    "test_roles.py", "test_admin_addresses.py", "test_machine.py", "races.py", "test_production.py",
)  # fmt: skip

KEYNOTE_WEEK = datetime(2022, 10, 10, 9, tzinfo=UTC)


def pytest_collection_modifyitems(items):
    items.sort(key=lambda item: not item.path.name.endswith(LONG))


def pytest_collection_finish():
    """What is loaded by now stays: the collector need not walk over it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 10, 10)


@pytest.fixture(scope="session")
def django_db_setup(request, django_test_environment, django_db_blocker):
    """A database per process, copied from one that was migrated once."""
    worker = getattr(request.config, "workerinput", {}).get("workerid", "alone")
    with django_db_blocker.unblock(), databases.copy(worker):
        yield


@pytest.fixture
def at():
    """The moment the test takes place at; the domain clock shows it and stands still."""
    with clock.seen_from(KEYNOTE_WEEK):
        yield KEYNOTE_WEEK


@pytest.fixture
def run_queue():
    """Call it to run every queued task that is due, as the worker would; failures are raised."""
    return queue.run
