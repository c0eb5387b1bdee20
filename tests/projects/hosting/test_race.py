"""Two at once, on a real PostgreSQL: each thread has a connection of its own."""

from datetime import date
from threading import Barrier, Thread

import pytest
from django.db import connection

from foundation.base.errors import RuleError
from foundation.base.models import Foundation, Mail
from projects.hosting import services
from projects.hosting.models import BoardDecision, Comment, DeadlineNotice, Enquiry, Message, Review
from projects.models import Project
from tests.factories.hosting import (
    LATER,
    at_public,
    make_comment,
    make_criteria,
    make_pilot,
    make_ruling,
    make_said,
)
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


def comment(review):
    return make_comment(review, at=NOW).state


def test_commented_and_withdrawn_at_once_leaves_no_comment_after_the_end():
    review = at_public()
    moves = iter([comment, lambda row: services.withdraw_review(review=row, at=NOW).state])

    results = at_once(2, lambda: next(moves)(review))

    there = Comment.objects.exists()
    assert sorted(results) == sorted(["withdrawn", "waiting" if there else "closed"])


def test_one_comment_sent_twice_at_once_is_kept_once():
    review = at_public()

    results = at_once(4, lambda: make_comment(review, token="one-form", at=NOW).pk)

    assert results == [Comment.objects.get().pk] * 4


def test_two_enquiries_of_one_name_at_once_make_one_project():
    rows = [make_enquiry(project="Airship", token=f"form-{number}") for number in range(2)]
    for row in rows:
        services.take_up(enquiry=row, at=NOW)
    each = iter(rows)

    results = at_once(2, lambda: services.accept_as_pilot(enquiry=next(each), at=NOW).name)

    assert sorted(results) == ["Airship", "name_taken"]


def test_two_enquiries_are_not_tied_to_one_project_at_once():
    pilot = make_pilot()
    rows = [make_enquiry(token=f"form-{number}") for number in range(2)]
    for row in rows:
        services.take_up(enquiry=row, at=NOW)
    each = iter(rows)

    results = at_once(
        2, lambda: services.accept_as_pilot(enquiry=next(each), at=NOW, existing=pilot).slug
    )

    assert sorted(results) == sorted([pilot.slug, "tied"])


def test_two_give_a_pilot_the_same_time_at_once_and_one_is_recorded():
    pilot = make_pilot(pilot_since=date(2022, 1, 1))
    until = date(2024, 1, 1)

    results = at_once(
        2,
        lambda: (
            services.extend(
                project=pilot,
                until=until,
                ruling=make_ruling(decided_on=NOW.date()),
                by=None,
                at=NOW,
            ).subject
        ),
    )

    assert sorted(results) == ["extension", "no_later"]


def test_confirmed_and_an_assessment_taken_back_at_once_is_one_of_them():
    review = at_public()
    finding = review.findings.first()

    def take_back(row):
        services.assess(finding=finding, verdict="", assessment="", by=None, at=LATER)
        return "taken back"

    moves = iter([decide, take_back])
    results = at_once(2, lambda: next(moves)(review))

    confirmed = Review.objects.get(pk=review.pk).state == "confirmed"
    assert sorted(results) == (
        ["confirmed", "not_now"] if confirmed else ["not_assessed", "taken back"]
    )


def test_handed_in_and_written_at_once_keeps_what_was_handed_in():
    make_criteria()
    review = services.begin(
        project=make_pilot(), name="Ada", email="ada@example.org", by=None, at=NOW
    )
    told = {row.pk: "As it was." for row in review.findings.all()}
    services.write(review=review, evidence=told, at=NOW)
    emptied = dict.fromkeys(told, "")
    moves = iter([
        services.hand_in,
        lambda *, review, at: services.write(review=review, evidence=emptied, at=at),
    ])  # fmt: skip

    results = at_once(2, lambda: next(moves)(review=review, at=NOW).state)

    empty = review.findings.filter(evidence="").exists()
    assert sorted(results) == (["incomplete", "writing"] if empty else ["not_now", "sent"])


def test_one_message_sent_eight_times_at_once_is_kept_once_and_told_once():
    Foundation.objects.create(
        pk=1, name="F", legal_name="F", address="A", email="desk@example.org", currency="USD"
    )
    enquiry = make_enquiry()

    results = at_once(8, lambda: make_said(enquiry, token="one-form").pk)

    assert results == [Message.objects.get().pk] * 8
    assert Mail.objects.filter(kind="hosting_staff").count() == 1


def test_written_and_declined_at_once_leaves_no_enquiry_that_waits_after_its_end():
    enquiry = make_enquiry()
    moves = iter([make_said, lambda row: services.decline(enquiry=row, at=NOW)])

    results = at_once(2, lambda: type(next(moves)(enquiry)).__name__)

    there = Message.objects.exists()
    enquiry.refresh_from_db()
    assert sorted(results) == sorted(["Enquiry", "Message" if there else "ended"])
    assert (enquiry.state, enquiry.waits_since) == ("declined", None)


def test_the_limit_of_messages_holds_for_those_sent_at_once(monkeypatch):
    monkeypatch.setattr("projects.hosting.services.talking.MOST_A_DAY", 2)
    enquiry = make_enquiry()

    results = at_once(4, lambda: type(make_said(enquiry)).__name__)

    assert sorted(results) == ["Message", "Message", "too_many", "too_many"]
