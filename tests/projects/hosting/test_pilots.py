from datetime import UTC, date, datetime, timedelta

import pytest

from foundation.base.errors import RuleError
from foundation.base.models import Foundation, Mail
from projects.hosting import queries, services
from projects.hosting.models import DeadlineNotice, Enquiry, HostingRules, Pilot
from projects.hosting.services.reminding import months_before
from projects.licences import is_approved
from projects.models import Stage
from tests.factories.hosting import LATER, at_public, make_pilot, make_review, make_ruling
from tests.factories.projects import NOW, make_enquiry, make_project

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def foundation():
    return Foundation.objects.create(
        pk=1, name="F", legal_name="F", address="A", email="desk@example.org", currency="USD"
    )


def refused(code):
    return pytest.raises(RuleError, check=lambda refusal: refusal.code == code)


@pytest.mark.parametrize(
    ("start", "review"),
    [
        (date(2022, 10, 10), date(2024, 4, 10)),
        (date(2022, 8, 31), date(2024, 2, 29)),
        (date(2022, 6, 30), date(2023, 12, 30)),
    ],
)
def test_a_pilot_is_reviewed_within_18_months(start, review):
    assert queries.review_by(make_pilot(pilot_since=start)) == review


def test_the_rules_say_how_long_a_pilot_has():
    HostingRules.objects.create(pk=1, review_months=12)

    assert queries.review_by(make_pilot(pilot_since=date(2022, 10, 10))) == date(2023, 10, 10)


def test_what_is_confirmed_or_began_on_no_known_day_has_no_deadline():
    assert queries.review_by(make_project(pilot_since=date(2020, 1, 1))) is None
    assert queries.review_by(make_pilot(pilot_since=None)) is None


def test_the_board_gives_more_time_for_a_reason():
    pilot = make_pilot()
    ruling = make_ruling(decided_on=date(2022, 10, 10), text="The release slipped.")

    with refused("no_later"):
        services.extend(project=pilot, until=date(2023, 7, 10), ruling=ruling, by=None, at=NOW)
    services.extend(project=pilot, until=date(2023, 12, 1), ruling=ruling, by=None, at=NOW)
    assert queries.review_by(pilot) == date(2023, 12, 1)

    no = make_ruling(decided_on=date(2022, 10, 10), votes_for=0, votes_against=3)
    services.extend(project=pilot, until=date(2024, 12, 1), ruling=no, by=None, at=NOW)
    assert queries.review_by(pilot) == date(2023, 12, 1)


def test_a_pilot_tied_to_a_project_that_is_there():
    enquiry = services.take_up(enquiry=make_enquiry(project="Zuul"), at=NOW)
    group = make_project(name="Zuul", stage=Stage.WORKING_GROUP, stage_since="2020")

    with refused("name_taken"):
        services.accept_as_pilot(enquiry=enquiry, at=NOW)
    services.accept_as_pilot(enquiry=enquiry, at=NOW, existing=group)

    group.refresh_from_db()
    assert (group.stage, group.pilot_since) == (Stage.PILOT, date(2022, 10, 10))
    assert Enquiry.objects.get().hosted_as == group


def test_a_pilot_that_has_begun_keeps_its_day_and_a_confirmed_one_is_not_tied():
    enquiry = services.take_up(enquiry=make_enquiry(), at=NOW)
    pilot = make_pilot()

    with refused("no_pilot"):
        services.accept_as_pilot(enquiry=enquiry, at=NOW, existing=make_project())
    services.accept_as_pilot(enquiry=enquiry, at=NOW, existing=pilot)
    pilot.refresh_from_db()
    assert pilot.pilot_since == date(2022, 1, 10)

    second = services.take_up(enquiry=make_enquiry(), at=NOW)
    with refused("tied"):
        services.accept_as_pilot(enquiry=second, at=NOW, existing=pilot)


def noon(day):
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def test_a_pilot_is_reminded_once_at_each_distance_and_when_it_is_reached():
    enquiry = services.take_up(enquiry=make_enquiry(), at=NOW)
    pilot = services.accept_as_pilot(enquiry=enquiry, at=NOW)
    days = [(6, date(2023, 10, 10)), (3, date(2024, 1, 10)), (1, date(2024, 3, 10)), (0, date(2024, 4, 10))]  # fmt: skip

    for months, day in days:
        assert services.remind(at=noon(day - timedelta(days=1))) == 0
        assert services.remind(at=noon(day)) == 1
        assert services.remind(at=noon(day + timedelta(days=1))) == 0
        assert DeadlineNotice.objects.filter(project=pilot, months=months).count() == 1

    told = Mail.objects.filter(kind__startswith="hosting_deadline")
    assert {mail.to for mail in told} == {"ada@example.org"}
    assert told.count() == 4
    assert Mail.objects.filter(kind="hosting_staff").count() == 4


def test_of_reminders_that_nobody_sent_in_time_the_nearest_is_written():
    make_pilot(pilot_since=date(2021, 1, 1))

    assert services.remind(at=NOW) == 1
    assert services.remind(at=NOW) == 0
    assert DeadlineNotice.objects.get().months == 0


def test_more_time_is_reminded_of_anew_and_a_confirmed_project_of_nothing():
    pilot = make_pilot(pilot_since=date(2021, 4, 1))
    services.remind(at=NOW)
    ruling = make_ruling(decided_on=date(2022, 10, 10))
    services.extend(project=pilot, until=date(2022, 11, 10), ruling=ruling, by=None, at=NOW)

    assert services.remind(at=NOW) == 1
    assert DeadlineNotice.objects.get(deadline=date(2022, 11, 10)).months == 1
    Pilot.objects.filter(pk=pilot.pk).update(stage=Stage.CONFIRMED)
    assert services.remind(at=noon(date(2022, 11, 11))) == 0


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2024, 4, 10), 6, date(2023, 10, 10)),
        (date(2023, 3, 31), 1, date(2023, 2, 28)),
        (date(2023, 1, 15), 1, date(2022, 12, 15)),
        (date(2022, 12, 31), -2, date(2023, 2, 28)),
    ],
)
def test_months_are_counted_on_the_calendar(day, months, before):
    assert months_before(day, months) == before


def test_a_project_ends_its_pilot_and_its_review_with_it():
    review = at_public()

    services.leave(project=review.project, at=LATER)

    review.refresh_from_db()
    review.project.refresh_from_db()
    assert (review.project.stage, review.project.stage_since) == (Stage.RETIRED, "2022-10-30")
    assert review.state == "withdrawn"
    with refused("no_pilot"):
        services.leave(project=review.project, at=LATER)


def test_the_board_ends_a_pilot_if_the_vote_carries_it():
    review = make_review()
    no = make_ruling(votes_for=2, votes_against=7)
    services.end(project=review.project, ruling=no, by=None, at=LATER)
    review.project.refresh_from_db()
    assert review.project.stage == Stage.PILOT

    services.end(project=review.project, ruling=make_ruling(), by=None, at=LATER)

    review.project.refresh_from_db()
    review.refresh_from_db()
    assert (review.project.stage, review.state) == (Stage.RETIRED, "withdrawn")
    assert Mail.objects.filter(kind="hosting_decision", to="ada@example.org").count() == 2


@pytest.mark.parametrize(
    ("spdx", "approved"),
    [
        ("Apache-2.0", True),
        ("MIT OR SSPL-1.0", True),
        ("MIT AND SSPL-1.0", False),
        ("GPL-2.0-only WITH Classpath-exception-2.0", True),
        ("BlueOak-1.0.0", True),
        ("GPL-3.0+", True),
        ("CC0-1.0", False),
        ("apache", False),
        ("", False),
        ("Apache-2.0\0", False),
    ],
)
def test_what_the_osi_has_approved(spdx, approved):
    assert is_approved(spdx) is approved
