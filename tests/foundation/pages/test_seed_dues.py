"""The demo's members have terms and dues by the rules, and the exceptions that its notes name."""

import pytest

from foundation.base import zones
from foundation.pages.demo import moment
from foundation.pages.seed import dues
from members.dues import books, planning, standing
from members.dues.models import DuesYear, Reminder, Term, TermRule
from members.dues.standing import State
from members.models import Membership
from tests import databases
from tests.conftest import KEYNOTE_WEEK

pytestmark = pytest.mark.django_db
TODAY = zones.day(KEYNOTE_WEEK)


@pytest.fixture(scope="module")
def seeded(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), databases.copy("dues", seeded=True):
        yield


def rows():
    return [model.objects.count() for model in (TermRule, Reminder, Term, DuesYear)]


def test_every_member_has_a_term_and_paid_but_for_the_named_exceptions(seeded, at, monkeypatch):
    monkeypatch.delenv("FOUNDATION_AS_OF")
    # The demo goes on from its newest row: none of any room may lie in the future.
    assert moment.begin() == at + moment.STEP
    before = rows()
    dues.seed()

    assert rows() == before
    held = Membership.objects.on(TODAY)
    assert before[:2] == [4, 10]
    running = Term.objects.on(TODAY).values_list("membership_id", flat=True)
    assert set(held.values_list("pk", flat=True)) == set(running)
    assert len(running) == held.count() == 100
    states = [standing.of(book).state for book in books.read(held, TODAY)]
    assert states.count(State.GRACE) == 1
    assert states.count(State.OVERRIDE) == 2
    assert set(states) <= {State.GOOD, State.DUE, State.GRACE, State.OVERRIDE}
    gold = Term.objects.waiting(TODAY).filter(membership__tier__slug="gold")
    assert gold.count() >= 3
    assert planning.plan(at) == []
