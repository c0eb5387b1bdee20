"""Two set up one edition at once, each on a connection of its own."""

from collections import Counter
from datetime import timedelta

import pytest

from events.editions import services
from events.models import Event
from tests.events.registration.test_races import at_once
from tests.factories.events import make_event

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("at")]


def test_of_two_who_copy_an_event_at_once_one_does():
    source = make_event(slug="summit-2023")
    day = source.starts_on + timedelta(days=364)

    def copy():
        services.copy_event(source=source, name="Next", slug="summit-2024", starts_on=day)
        return "copied"

    assert Counter(at_once([copy] * 2, workers=2)) == {"copied": 1, "slug_taken": 1}
    assert Event.objects.filter(slug="summit-2024").count() == 1
