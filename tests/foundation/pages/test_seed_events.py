"""The events of October 2022, as they are seeded."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from events.models import Answer, Event, PageText, Recording, Track, Venue
from events.ptg.models import Team
from events.registration.models import Stock, TicketType
from events.sponsorship.models import Level
from foundation.base import clock
from foundation.pages.seed import events as seed
from tests import databases
from tests.conftest import KEYNOTE_WEEK

pytestmark = pytest.mark.django_db

MODELS = [Answer, Event, Level, PageText, Recording, Stock, Team, TicketType, Track, Venue]


@pytest.fixture(scope="module")
def seeded(django_db_setup, django_db_blocker):
    with databases.standing(django_db_blocker), clock.seen_from(KEYNOTE_WEEK):
        seed.seed()
        yield


def test_seeding_twice_changes_nothing(seeded):
    counts = [model.objects.count() for model in MODELS]

    seed.seed()

    assert [model.objects.count() for model in MODELS] == counts


def test_everything_in_the_files_is_there(seeded):
    assert Team.objects.filter(event__slug="ptg-october-2022").count() == 43
    assert Team.objects.filter(event__slug="ptg-june-2023").count() == 25
    assert TicketType.objects.count() == 15
    assert Level.objects.count() == 8
    assert Track.objects.filter(event__slug="vancouver-2023").count() == 12


def test_what_staff_have_changed_stays(seeded):
    TicketType.objects.filter(price=1099).update(price=999)
    Event.objects.filter(slug="vancouver-2023").update(tagline="Ours")

    seed.seed()

    assert TicketType.objects.filter(price=999).count() == 1
    assert Event.objects.get(slug="vancouver-2023").tagline == "Ours"


def test_a_type_without_a_published_price_cannot_be_sold(seeded):
    student = TicketType.objects.get(name__startswith="Student")

    assert (student.price, student.is_active) == (None, False)


def test_the_price_rises_with_the_last_second_of_the_deadline_in_vancouver(seeded):
    full = TicketType.objects.filter(
        event__slug="vancouver-2023", step_of="Full Access Pass", audience="all"
    )
    # 15 February 2023, 23:59 in Vancouver (UTC-8) is 07:59 UTC on the next day.
    early = datetime(2023, 2, 16, 7, 59, 59, tzinfo=UTC)

    assert full.on_sale(early).get().price == Decimal(599)
    assert full.on_sale(early + timedelta(seconds=1)).get().price == Decimal(799)


def test_the_second_step_ends_in_summer_time(seeded):
    full = TicketType.objects.filter(event__slug="vancouver-2023", step_of="Full Access Pass")
    # 5 May 2023, 23:59 in Vancouver (UTC-7) is 06:59 UTC on the next day.
    regular = datetime(2023, 5, 6, 6, 59, 59, tzinfo=UTC)

    assert full.on_sale(regular).get().price == Decimal(799)
    assert full.on_sale(regular + timedelta(seconds=1)).get().price == Decimal(1099)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2022-10-21", datetime(2022, 10, 22, tzinfo=UTC)),
        ("2023-02-15 23:59", datetime(2023, 2, 16, tzinfo=UTC)),
        ("", None),
    ],
)
def test_a_deadline_lasts_to_the_end_of_its_day_or_minute(text, expected):
    assert seed.closing(text, "UTC") == expected


def test_registration_is_open_in_the_week_of_the_keynote(at, seeded):
    open_now = {event.slug for event in Event.objects.all() if event.registration_is_open(at)}

    assert open_now == {"vancouver-2023", "ptg-october-2022"}


def test_changes_end_with_the_26th_of_may_in_vancouver(seeded):
    event = Event.objects.get(slug="vancouver-2023")
    last = datetime(2023, 5, 27, 6, 59, 59, tzinfo=UTC)

    assert event.allows_changes(last)
    assert not event.allows_changes(last + timedelta(seconds=1))
