"""The visa letters and applications of the demo."""

from datetime import UTC, datetime

import pytest

from events.letters.models import LetterRules, TravelApplication, TravelState, VisaLetter
from foundation.pages.seed import base, events, letters

pytestmark = pytest.mark.django_db


def test_seeding_twice_changes_nothing(at):
    base.seed()
    events.seed()
    for _again in range(2):
        letters.seed()

    assert sorted(VisaLetter.objects.values_list("state", flat=True)) == [
        "issued",
        "requested",
        "requested",
    ]
    assert TravelApplication.objects.filter(state=TravelState.SUBMITTED).count() == 2
    assert TravelApplication.objects.count() == 3
    rules = LetterRules.objects.get()
    assert rules.open_until == datetime(2023, 5, 26, 6, 59, 59, tzinfo=UTC)
    assert VisaLetter.objects.waiting().earliest("due_at").due_at.day == 11
