"""Two clicks at once, on a real PostgreSQL, each thread with a connection of its own."""

from datetime import UTC, datetime, time, timedelta
from functools import partial

import pytest
from django.db import connections

from foundation.base import clock
from members.people import erasing, services, voting
from members.people.models import (
    Affiliation,
    ErasureStep,
    IndividualMembership,
    NoticeOutcome,
    Person,
    VotingNotice,
)
from members.people.services import Employer
from members.people.services import erasing as asking
from members.people.services import voting as notices
from tests.conftest import KEYNOTE_WEEK
from tests.events.registration.test_races import at_once
from tests.factories.people import make_agreement, make_member, make_notice, make_user, make_vote
from tests.members.people.test_voting import LONG_AGO

pytestmark = pytest.mark.django_db(transaction=True)


def join(user, agreement):
    services.join(user=user, name="Ada Lovelace", country="DE", employer=Employer(),
                  agreement=agreement, at=KEYNOTE_WEEK)  # fmt: skip
    return "joined"


def test_eight_clicks_make_one_membership():
    user, agreement = make_user(), make_agreement()

    outcome = at_once([partial(join, user, agreement)] * 8, workers=8)

    assert sorted(outcome) == ["already_member"] * 7 + ["joined"]
    assert IndividualMembership.objects.count() == Affiliation.objects.count() == 1


def test_eight_namesakes_at_once_have_eight_addresses():
    agreement = make_agreement()
    users = [make_user(f"a{number}@example.org") for number in range(8)]

    at_once([partial(join, user, agreement) for user in users], workers=8)

    assert Person.objects.values("slug").distinct().count() == 8


def test_resigning_twice_at_once_is_once():
    person = make_member()
    end = partial(services.resign, user=person.user, at=KEYNOTE_WEEK)

    outcome = at_once([end] * 4, workers=4)

    assert outcome.count("no_member") == 3


def test_two_workers_write_to_everybody_once():
    for number in range(6):
        make_member(f"P{number}", since=LONG_AGO)
    make_vote(**{f"p{number}": False for number in range(6)})

    at_once([partial(notices.send_notices, KEYNOTE_WEEK)] * 4, workers=4)
    notices.send_notices(KEYNOTE_WEEK)

    assert VotingNotice.objects.count() == 6
    assert not voting.to_notify(KEYNOTE_WEEK).exists()


def test_an_answer_in_the_last_moment_and_the_end_of_the_time_are_one_of_both():
    person = make_member("Ada", since=LONG_AGO)
    make_vote(ada=False)
    notice = make_notice(person)
    last = notice.answer_until

    def midnight():
        return clock_of(last, 1)

    at_once(
        [partial(notices.answer, notice=notice, at=clock_of(last, 0)),
         lambda: notices.settle(midnight())], workers=2,
    )  # fmt: skip
    notices.settle(midnight())

    notice.refresh_from_db()
    assert (notice.outcome == NoticeOutcome.LOST) == (notice.lost_on is not None)
    assert (notice.outcome == NoticeOutcome.ANSWERED) == (notice.answered_on is not None)


def clock_of(day, later):
    return datetime.combine(day + timedelta(days=later), time(12), tzinfo=UTC)


def test_two_workers_erase_everything_once():
    with clock.seen_from(KEYNOTE_WEEK):
        person = make_member()
        erasure = asking.ask(user=person.user, at=KEYNOTE_WEEK)

    at_once([partial(erasing.go_on, erasure.pk, KEYNOTE_WEEK)] * 3, workers=3)

    erasure.refresh_from_db()
    assert erasure.done_at == KEYNOTE_WEEK
    assert ErasureStep.objects.get(key__startswith="people.person:").rows == 1
    connections["default"].close()
