"""Two workers at once, on a real PostgreSQL: each thread has a connection of its own."""

from threading import Thread

import pytest
from django.db import connection
from django_tasks_db.models import DBTaskResult

from projects.upkeep import tasks
from tests.factories.upkeep import make_source

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("at")]


def overtaken(done):
    """A wrapper that has another worker do all of it before the first row is locked."""

    def other():
        done.append(tasks.follow_releases())
        connection.close()

    def execute(run, sql, params, many, context):
        if "FOR UPDATE" in sql and not done:
            thread = Thread(target=other)
            thread.start()
            thread.join()
        return run(sql, params, many, context)

    return execute


def test_what_another_worker_queued_meanwhile_is_not_queued_again(settings):
    settings.LINKS_ARE_CHECKED = True
    make_source()
    done = []

    with connection.execute_wrapper(overtaken(done)):
        assert tasks.follow_releases() == 0

    assert done == [1]
    assert DBTaskResult.objects.count() == 1
