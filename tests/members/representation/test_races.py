"""Two do it at once. Real threads, each with a connection of its own."""

from collections import Counter

import pytest

from foundation.base.models import Mail
from members.models import Representative
from members.representation import services
from members.representation.models import Invitation
from tests.conftest import KEYNOTE_WEEK
from tests.events.registration.test_races import at_once
from tests.factories.members import make_membership, make_organization, make_representative
from tests.factories.representation import make_invitation, make_person

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("at")]
TIMES = 6


def test_many_clicks_invite_once():
    acme = make_organization()

    found = Counter(at_once([lambda: make_invitation(acme).role] * TIMES, workers=TIMES))

    assert found == {"primary": 1, "invited_already": TIMES - 1}
    assert Mail.objects.count() == 1


def test_many_clicks_accept_once_and_a_decline_beside_them_leaves_one_answer():
    invitation, ada = make_invitation(), make_person()

    def accept():
        return services.accept(invitation=invitation, by=ada, at=KEYNOTE_WEEK).role

    def decline():
        services.decline(invitation=invitation, at=KEYNOTE_WEEK)
        return "declined"

    found = Counter(at_once([accept, decline] * (TIMES // 2), workers=TIMES))

    assert found["answered"] == TIMES - 1
    assert Representative.objects.count() == found["primary"]
    row = Invitation.objects.get()
    assert (row.accepted_at is None) != (row.declined_at is None)


def test_of_the_last_two_who_look_after_the_pages_only_one_leaves_silently():
    acme = make_membership("Acme").organization
    rows = [
        make_representative(acme, email=f"{name}@example.org", is_admin=True)
        for name in ("ada", "bob")
    ]
    make_representative(acme, email="eve@example.org", role="board")

    def leave(row):
        return services.end(representative=row, at=KEYNOTE_WEEK, by=None).name

    found = Counter(at_once([lambda row=row: leave(row) for row in rows], workers=2))

    assert found == {"Ada Lovelace": 1, "leaves_open": 1}
