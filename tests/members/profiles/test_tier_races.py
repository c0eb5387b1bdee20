"""Two change one tier at once. Real threads, each with its own connection to PostgreSQL."""

import threading
from collections import Counter

import pytest
from django.db import IntegrityError

from foundation.base.drafts import DraftState
from foundation.base.models import Mail
from members.dues import locking
from members.models import Membership
from members.profiles import moves, services
from members.profiles.models import TierDecision, TierRequest
from members.profiles.services import requesting
from tests.conftest import KEYNOTE_WEEK
from tests.events.registration.test_races import at_once
from tests.factories.profiles import decide, make_paying, make_tier_request
from tests.factories.representation import make_person

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("at")]
NOW = {"at": KEYNOTE_WEEK, "by": None}


def test_of_two_who_ask_at_once_one_does():
    held = make_paying("Silver", "Gold")

    found = at_once([lambda: make_tier_request(held).state] * 2, workers=2)

    assert Counter(found) == {"submitted": 1, "asked": 1}
    assert Mail.objects.filter(kind="tier_asked").count() == 1


def test_without_the_guard_only_the_table_keeps_the_second_out(monkeypatch):
    held = make_paying("Silver", "Gold")
    both, read = threading.Barrier(2), moves.of

    def read_together(book):
        both.wait(timeout=30)
        return read(book)

    monkeypatch.setattr(locking, "organizations", lambda *keys: None)
    monkeypatch.setattr(moves, "of", read_together)

    with pytest.raises(IntegrityError, match="tier_request_one_waits"):
        at_once([lambda: make_tier_request(held).state] * 2, workers=2)
    assert TierRequest.objects.count() == 1


def test_of_those_who_decide_at_once_one_does():
    asked = make_tier_request(by=make_person())

    found = at_once(
        [
            lambda: decide(asked).state,
            lambda: decide(asked).state,
            lambda: decide(asked, grants=False).state,
            lambda: services.withdraw(asked=asked, **NOW).state,
        ],
        workers=4,
    )

    assert Counter(found)["not_now"] == 3
    asked.refresh_from_db()
    assert TierDecision.objects.count() == (asked.state != DraftState.DISCARDED)
    moved = Membership.objects.filter(tier__name="Gold").count()
    assert moved == (asked.state == DraftState.APPROVED)
    assert Mail.objects.filter(kind__in=["tier_granted", "tier_refused"]).count() <= 1


def test_without_the_lock_the_table_keeps_the_second_decision_out(monkeypatch):
    asked = make_tier_request()
    stale = TierRequest.objects.select_related("tier", "membership__tier").get(pk=asked.pk)
    decide(asked, grants=False)
    monkeypatch.setattr(requesting, "_waiting", lambda _row: stale)

    with pytest.raises(IntegrityError, match="does not wait for a decision"):
        decide(asked)
    assert Membership.objects.get().tier.name == "Silver"
