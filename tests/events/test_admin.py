"""Events for staff: every page opens, and times are on the clocks of the event."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from events.awards.models import Award
from events.models import Event
from tests.factories.awards import make_award
from tests.factories.events import (
    make_answer,
    make_event,
    make_level,
    make_recording,
    make_team,
    make_text,
    make_track,
    make_venue,
)
from tests.factories.members import make_organization

pytestmark = pytest.mark.django_db

OPENS = datetime(2022, 10, 3, 16, tzinfo=UTC)
MODELS = ["events_event", "events_venue", "ptg_team", "sponsorship_level", "awards_award"]
MAKE = {
    "events_event": make_event,
    "ptg_team": make_team,
    "sponsorship_level": make_level,
    "awards_award": lambda: make_award(make_organization(f"Winner {Award.objects.count()}")),
}


@pytest.fixture
def staff(client, at):
    client.force_login(get_user_model().objects.create_superuser("staff@foundation.example"))
    return client


@pytest.fixture
def rows():
    event = make_event(venue=make_venue(), registration_opens_at=OPENS)
    for make in (make_answer, make_recording, make_text, make_track):
        make(event=event)
    return {
        "events_event": event,
        "events_venue": event.venue,
        "ptg_team": make_team(event=event),
        "sponsorship_level": make_level(event=event),
        "awards_award": make_award(event=event),
    }


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("query", ["", "?q=nothing", "?q=summit", "?o=2", "?p=99", "?event=x"])
def test_every_list_opens_with_any_query(staff, rows, model, query):
    address = reverse(f"admin:{model}_changelist")

    assert staff.get(address + query, follow=True).status_code == 200


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("page", ["change", "history", "delete"])
def test_every_record_opens(staff, rows, model, page):
    address = reverse(f"admin:{model}_{page}", args=[rows[model].pk])

    assert staff.get(address).status_code == 200


@pytest.mark.parametrize("model", MODELS)
def test_every_form_for_a_new_record_opens(staff, model):
    assert staff.get(reverse(f"admin:{model}_add")).status_code == 200


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_every_list_can_be_taken_along(staff, rows, model, kind):
    address = reverse(f"admin:{model}_export", args=[kind])

    assert staff.get(address).status_code == 200


@pytest.mark.parametrize("model", list(MAKE))
@pytest.mark.parametrize("number", [1, 3])
def test_a_list_costs_the_same_whatever_it_shows(
    staff, django_assert_max_num_queries, model, number
):
    for _ in range(number):
        MAKE[model]()

    with django_assert_max_num_queries(9):
        staff.get(reverse(f"admin:{model}_changelist"))


def form_of(event):
    """What the browser would send back, unchanged."""
    empty = {
        f"{prefix}-{part}": "0"
        for prefix in ("texts", "tracks", "answers", "recordings")
        for part in ("TOTAL_FORMS", "INITIAL_FORMS")
    }
    return empty | {
        "name": event.name,
        "slug": event.slug,
        "kind": event.kind,
        "zone": event.zone,
        "starts_on": "2023-06-13",
        "ends_on": "2023-06-15",
        "currency": "USD",
        "is_public": "on",
        "registration_opens_at_0": "2022-10-03",
        "registration_opens_at_1": "09:00:00",
    }


def test_times_are_shown_on_the_clocks_of_the_event(staff):
    event = make_event(registration_opens_at=OPENS)

    page = staff.get(reverse("admin:events_event_change", args=[event.pk])).content.decode()

    assert 'value="09:00:00"' in page
    assert "On the clocks of America/Vancouver. In UTC: 3 October 2022, 16:00 UTC." in page


def test_times_are_read_on_the_clocks_of_the_event(staff):
    event = make_event(registration_opens_at=None)

    answer = staff.post(reverse("admin:events_event_change", args=[event.pk]), form_of(event))

    assert answer.status_code == 302
    event.refresh_from_db()
    assert event.registration_opens_at == OPENS


def test_a_new_zone_moves_the_times_with_it(staff):
    event = make_event(registration_opens_at=OPENS)

    answer = staff.post(
        reverse("admin:events_event_change", args=[event.pk]),
        form_of(event) | {"zone": "Europe/Berlin"},
    )

    assert answer.status_code == 302
    event.refresh_from_db()
    assert event.zone == "Europe/Berlin"
    assert event.registration_opens_at == datetime(2022, 10, 3, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"zone": "Vancouver"}, "is not a time zone"),
        (
            {"registration_opens_at_0": "2023-03-12", "registration_opens_at_1": "02:30"},
            "skip this time",
        ),
        ({"ends_on": "2023-06-01"}, "The last day is before the first."),
        (
            {"registration_closes_at_0": "2022-10-01", "registration_closes_at_1": "09:00"},
            "Registration closes before it opens.",
        ),
    ],
)
def test_what_cannot_be_is_refused_in_words(staff, typed, sentence):
    event = make_event(registration_opens_at=None)

    answer = staff.post(
        reverse("admin:events_event_change", args=[event.pk]), form_of(event) | typed
    )

    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_an_event_that_has_teams_is_not_deleted(staff, rows):
    address = reverse("admin:events_event_delete", args=[rows["events_event"].pk])

    staff.post(address, {"post": "yes"})

    assert Event.objects.filter(pk=rows["events_event"].pk).exists()
