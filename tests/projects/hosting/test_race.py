"""Two at once, on a real PostgreSQL: each thread has a connection of its own."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from foundation.base.errors import RuleError
from foundation.base.models import Foundation, Mail
from projects.hosting import services
from projects.hosting.models import Enquiry
from projects.models import Project
from tests.factories.projects import NOW, make_enquiry

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(number, work):
    """Run `work` in `number` threads that start together; returns what they return or raise."""
    barrier, results = Barrier(number), []

    def run():
        barrier.wait()
        try:
            results.append(work())
        except RuleError as refusal:
            results.append(refusal.code)
        finally:
            connection.close()

    threads = [Thread(target=run) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_eight_clicks_at_once_store_one_enquiry():
    Foundation.objects.create(
        pk=1, name="F", legal_name="F", address="A", email="desk@example.org", currency="USD"
    )

    results = at_once(8, lambda: make_enquiry(token="one-form").pk)

    assert Enquiry.objects.count() == 1
    assert results == [Enquiry.objects.get().pk] * 8
    assert Mail.objects.count() == 2


def test_two_of_the_staff_at_once_make_one_pilot():
    enquiry = make_enquiry()
    services.take_up(enquiry=enquiry, at=NOW)

    results = at_once(2, lambda: services.accept_as_pilot(enquiry=enquiry, at=NOW).slug)

    assert sorted(results) == ["difference", "not_now"]
    assert Project.objects.count() == 1


def test_declined_and_withdrawn_at_once_is_one_of_them():
    enquiry = make_enquiry()
    moves = iter([services.decline, services.withdraw])

    results = at_once(2, lambda: next(moves)(enquiry=enquiry, at=NOW).state)

    enquiry.refresh_from_db()
    assert sorted(results, key=len) == ["not_now", enquiry.state]
