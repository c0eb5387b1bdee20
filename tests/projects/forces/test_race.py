"""A worker reckons while a survey is published: the figures of the survey come last."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from django.db import OperationalError, connection, connections, transaction

from projects.deployments.models import Aggregate
from projects.deployments.services import publishing
from projects.forces.models import Score
from projects.models import Project
from tests.conftest import KEYNOTE_WEEK
from tests.factories.deployments import make_crowd, make_round
from tests.factories.projects import make_project

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_publication_waits_for_the_worker_that_reckons_and_has_the_last_word():
    project = make_project()
    asked = make_round(2022, closes_at=datetime(2022, 9, 20, tzinfo=UTC))
    make_crowd(asked, project, 20)
    reckons, ends = threading.Event(), threading.Event()

    def worker():
        """What `reckon` holds while it writes what it knew before."""
        try:
            with transaction.atomic():
                list(Project.objects.select_for_update(no_key=True))
                reckons.set()
                ends.wait(60)
        finally:
            connections["default"].close()

    with ThreadPoolExecutor(1) as pool:
        works = pool.submit(worker)
        reckons.wait(60)
        with pytest.raises(OperationalError, match="lock timeout"), transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = '200ms'")
            publishing.publish(asked=asked, at=KEYNOTE_WEEK)
        assert not Aggregate.objects.exists()
        ends.set()
        works.result(60)

    publishing.publish(asked=asked, at=KEYNOTE_WEEK)
    assert Score.objects.get().inputs["users"]["survey"] == 2022
