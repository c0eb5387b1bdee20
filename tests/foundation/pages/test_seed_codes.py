"""The promo codes of the demo."""

from datetime import UTC, datetime

import pytest

from events.registration import queries
from events.registration.models import Code
from events.registration.pricing import Claim
from foundation.base import clock
from foundation.pages.seed import codes, events
from tests import databases
from tests.conftest import KEYNOTE_WEEK

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def seeded(django_db_setup, django_db_blocker):
    with databases.standing(django_db_blocker), clock.seen_from(KEYNOTE_WEEK):
        events.seed()
        codes.seed()
        yield


def test_seeding_twice_changes_nothing_that_staff_changed(seeded):
    Code.objects.filter(text="MEMBER10").update(value=15)

    codes.seed()

    assert Code.objects.count() == 3
    assert Code.objects.get(text="MEMBER10").value == 15


def test_the_contributors_code_opens_their_pass_until_the_end_of_26_may_in_vancouver(seeded, at):
    code = Code.objects.get(text="CONTRIB-DEMO")

    opened = [row for row in queries.offer(code.event, at, Claim(code)).choices if row.is_opened]

    assert [(row.name, row.price) for row in opened] == [("Contributor Pass", 249)]
    assert code.valid_until == datetime(2023, 5, 27, 7, tzinfo=UTC)
    assert code.ticket_types.count() == 3
