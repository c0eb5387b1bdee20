"""Two at once, on a real PostgreSQL: each thread has a connection of its own."""

from datetime import date
from threading import Barrier, Thread

import pytest
from django.db import connection

from foundation.base.errors import RuleError
from foundation.base.models import Foundation, Mail
from projects.hosting import services
from projects.hosting.models import BoardDecision, DeadlineNotice, Enquiry, Review
from projects.models import Project
from tests.factories.hosting import LATER, at_public, make_criteria, make_pilot, make_ruling
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


def decide(review):
    return services.decide(review=review, ruling=make_ruling(), by=None, at=LATER).state


def test_two_of_the_staff_at_once_confirm_a_project_once():
    review = at_public()

    results = at_once(2, lambda: decide(review))

    assert sorted(results) == ["confirmed", "not_now"]
    assert BoardDecision.objects.count() == 1
    assert Mail.objects.filter(kind="hosting_review_confirmed").count() == 1


def test_decided_and_withdrawn_at_once_is_one_of_them():
    review = at_public()
    moves = iter([decide, lambda row: services.withdraw_review(review=row, at=LATER).state])

    results = at_once(2, lambda: next(moves)(review))

    state = Review.objects.get(pk=review.pk).state
    stage = Project.objects.get(pk=review.project_id).stage
    assert sorted(results, key=len) == ["not_now", state]
    assert stage == ("confirmed" if state == "confirmed" else "pilot")


def test_decided_and_left_at_once_is_one_of_them():
    review = at_public()
    moves = iter([decide, lambda row: services.leave(project=row.project, at=LATER).stage])

    results = at_once(2, lambda: next(moves)(review))

    stage = Project.objects.get(pk=review.project_id).stage
    assert stage in {"confirmed", "retired"}
    assert len({"not_now", "no_pilot"} & set(results)) == 1


def test_two_workers_at_once_remind_once():
    make_pilot(pilot_since=date(2021, 1, 1))

    results = at_once(4, lambda: services.remind(at=NOW))

    assert sum(results) == 1
    assert DeadlineNotice.objects.count() == 1


def test_two_begin_a_review_at_once_and_one_is_begun():
    pilot = make_pilot()
    make_criteria()

    results = at_once(
        2,
        lambda: (
            services.begin(project=pilot, name="A", email="a@example.org", by=None, at=NOW).state
        ),
    )

    assert sorted(results) == ["open_already", "writing"]
