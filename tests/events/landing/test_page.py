"""The page of one event, as a visitor gets it."""

import json
import re
from datetime import UTC, datetime

import pytest
from django.urls import reverse

from events.models import Event
from foundation.base import clock
from foundation.pages.seed import events as seed
from tests.factories.events import (
    make_answer,
    make_event,
    make_level,
    make_recording,
    make_stock,
    make_team,
    make_text,
    make_ticket_type,
    make_track,
    make_venue,
)

pytestmark = pytest.mark.django_db


def words(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.fixture
def vancouver(at, client):
    seed.seed()
    return client.get("/events/vancouver-2023/")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_whatever_it_shows(at, client, django_assert_num_queries, rows):
    event = make_event(venue=make_venue(), former=make_event())
    for number in range(rows):
        make_ticket_type(event=event, stock=make_stock(event=event))
        make_track(event=event)
        make_answer(event=event)
        make_level(event=event)
        make_team(event=event)
        make_recording(event=event)
        make_event(part_of=event)
        make_event(former=event)
        make_text(event=event, kind=("included", "visa", "travel")[number])

    with django_assert_num_queries(9):
        response = client.get(event.get_absolute_url())

    assert response.content.count(b'class="question"') == rows


def test_the_first_screen_says_what_when_where_and_how_much(vancouver):
    text = words(vancouver)

    assert "OpenInfra Summit Vancouver 2023" in text
    assert "13–15 June 2023" in text
    assert "Vancouver Convention Centre, East Building, Vancouver, Canada" in text
    assert "Register from USD 599" in text
    assert "until 15 February 2023, 23:59 PST" in text
    assert "until 5 May 2023, 23:59 PDT" in text
    assert "from 6 May 2023, 00:00 PDT" in text


def test_after_the_first_deadline_the_next_price_holds(vancouver, client):
    with clock.seen_from(datetime(2023, 2, 16, 8, tzinfo=UTC)):
        text = words(client.get("/events/vancouver-2023/"))

    assert "Register from USD 799" in text
    assert "Register from USD 599" not in text


def test_every_part_of_the_page_is_there(vancouver):
    text = words(vancouver)

    for heading in (
        "What your ticket includes",
        "12 tracks",
        "Discounted registration",
        "Travel support",
        "Visa letters",
        "Sponsor it",
        "Accessibility",
        "Code of conduct",
        "Health and safety",
        "Questions and answers",
        "OpenInfra Summit Berlin 2022",
    ):
        assert heading in text
    assert "1055 Canada Place" in text
    assert "USD 130,000" in text
    assert "USD 140,000" in text


def test_hidden_ticket_types_are_not_on_the_page(vancouver):
    assert "Spouse or Child Pass" not in vancouver.content.decode()


def test_machines_get_the_event_with_its_offers(vancouver):
    found = re.search(
        r'<script type="application/ld\+json">(.+?)</script>', vancouver.content.decode()
    )
    data = json.loads(found[1])

    assert data["startDate"] == "2023-06-13"
    assert data["location"]["address"]["addressCountry"] == "CA"
    assert [offer["price"] for offer in data["offers"]] == ["599.00", "799.00", "1099.00"]
    assert data["offers"][1]["validFrom"] == "2023-02-16T08:00:00+00:00"


def test_a_name_cannot_break_out_of_the_data_for_machines(at, client):
    event = make_event(name="</script><b>&")

    page = client.get(event.get_absolute_url()).content.decode()

    assert "</script><b>" not in page


def test_the_page_belongs_to_everybody(vancouver):
    assert not vancouver.cookies
    assert vancouver["Cache-Control"].startswith("public")


def test_the_gathering_is_free_and_lists_its_teams(vancouver, client):
    text = words(client.get("/events/ptg-october-2022/"))

    assert "Register for free" in text
    assert "43 teams meet" in text
    assert "Diversity and Inclusion Working Group" in text


def test_the_past_summit_is_watched(vancouver, client):
    page = client.get("/events/berlin-2022/")

    assert "Watch the recordings" in words(page)
    assert "Discounted registration" not in words(page)


@pytest.mark.parametrize("slug", ["nothing", "secret-summit"])
def test_what_is_not_public_is_not_found(at, client, slug):
    make_event(slug="secret-summit", is_public=False)

    assert client.get(reverse("events:event", args=[slug])).status_code == 404


def test_an_event_that_says_nothing_yet_has_a_page(at, client):
    event = make_event(registration_opens_at=None)

    assert "Registration is not open yet" in words(client.get(event.get_absolute_url()))


def test_a_cancelled_event_says_so(at, client):
    event = make_event()
    make_ticket_type(event=event)
    Event.objects.filter(pk=event.pk).update(cancelled_at=at)

    text = words(client.get(event.get_absolute_url()))

    assert "Cancelled" in text
    assert "Register from" not in text
