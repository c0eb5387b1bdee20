"""The guests and the members' price of the demo."""

import pytest

from events.registration import claims, queries
from events.registration.models import Code, Invitation, InvitationState
from foundation.base import clock
from foundation.base.models import Mail
from foundation.pages.seed import audiences, events, members
from members.models import MailDomain
from tests import databases
from tests.conftest import KEYNOTE_WEEK
from tests.factories.orders import make_foundation

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def seeded(django_db_setup, django_db_blocker):
    with databases.standing(django_db_blocker), clock.seen_from(KEYNOTE_WEEK):
        make_foundation()
        members.seed()
        events.seed()
        audiences.seed()
        yield


def test_guests_are_invited_once_and_one_has_declined(seeded, at, run_queue):
    audiences.seed()
    run_queue()

    states = sorted(row.state(at) for row in Invitation.objects.all())
    assert states == [
        InvitationState.DECLINED,
        InvitationState.SENT,
        InvitationState.SENT,
        InvitationState.WRITTEN,
    ]
    assert Mail.objects.filter(kind="invitation").count() == 2


def test_people_of_a_platinum_member_see_its_price_and_nobody_sees_the_guests(seeded, at):
    event = Code.objects.get(text="MEMBERS15").event
    assert MailDomain.objects.get(domain="ericsson.com").organization.name == "Ericsson"

    claim = claims.gather(event, at, reader=["ada@ericsson.com"])
    (offer,) = (c for c in queries.offer(event, at, claim).choices if c.name == "Full Access Pass")

    assert str(offer.price) == "509.15"
    assert audiences.GUEST not in {c.name for c in queries.offer(event, at, claim).choices}
