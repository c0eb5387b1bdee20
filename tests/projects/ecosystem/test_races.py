"""Two at once on a real PostgreSQL."""

from collections import Counter
from datetime import date

import pytest

from foundation.base.models import Mail
from projects.ecosystem import services
from projects.ecosystem.models import LicenceRequest, Offer, TrademarkLicence
from tests.conftest import KEYNOTE_WEEK
from tests.events.registration.test_races import at_once
from tests.factories.ecosystem import (
    make_asked,
    make_draft,
    make_licence,
    make_offer,
    make_request,
)
from tests.factories.members import make_representative
from tests.factories.orders import make_foundation

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


def test_one_request_sent_four_times_at_once_waits_once():
    make_foundation()
    offer = make_offer()
    asked = make_asked(offer)

    def ask():
        return services.ask(offer=offer, asked=asked, **NOW).pk

    (pk,) = Counter(at_once([ask] * 4, workers=4))
    assert LicenceRequest.objects.get().pk == pk
    assert Mail.objects.filter(kind="licence_asked").count() == 1


def test_two_of_the_staff_grant_a_licence_once():
    request = make_request()

    def grant():
        services.grant(draft=request, version=1, expires_on=date(2023, 10, 10), **NOW)
        return "granted"

    assert Counter(at_once([grant] * 4, workers=4)) == {"granted": 1, "not_now": 3}
    assert TrademarkLicence.objects.count() == 1


def test_granted_and_taken_back_at_once_is_one_of_them():
    request = make_request()
    moves = [
        lambda: (
            services.grant(draft=request, version=1, expires_on=date(2023, 10, 10), **NOW) and 1
        ),
        lambda: services.take_back(request=request, **NOW) and 2,
    ]

    results = Counter(at_once(moves, workers=2))

    granted = LicenceRequest.objects.get().state == "approved"
    assert results == {1 if granted else 2: 1, "not_now": 1}
    assert TrademarkLicence.objects.exists() == granted
