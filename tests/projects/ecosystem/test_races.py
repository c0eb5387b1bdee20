"""Two at once on a real PostgreSQL."""

from collections import Counter
from datetime import date

import pytest

from projects.ecosystem import services
from projects.ecosystem.models import Offer
from tests.conftest import KEYNOTE_WEEK
from tests.events.registration.test_races import at_once
from tests.factories.ecosystem import make_draft, make_licence
from tests.factories.members import make_representative

pytestmark = pytest.mark.django_db(transaction=True)
NOW = {"at": KEYNOTE_WEEK, "by": None}


def test_two_of_the_staff_publish_a_draft_once():
    draft = make_draft()

    def publish():
        services.approve(draft=draft, version=draft.version, **NOW)
        return "published"

    assert Counter(at_once([publish] * 4, workers=4)) == {"published": 1, "not_now": 3}
    assert Offer.objects.count() == 1


def test_two_workers_remind_once():
    licence = make_licence(expires_on=date(2022, 12, 1))
    make_representative(licence.offer.organization)

    assert sum(at_once([lambda: services.remind(at=KEYNOTE_WEEK)] * 4, workers=4)) == 1
