"""The hall's pages: list, recordings, calendar entry, globe."""

import re
import xml.etree.ElementTree as ET
from datetime import UTC, date, datetime

import icalendar
import pytest
from django.core.exceptions import ValidationError

from events import locator
from events.forms import instant
from events.locator.land import is_land
from events.prose import blocks
from tests.factories.events import make_event, make_recording, make_venue

pytestmark = pytest.mark.django_db

PAST = {"starts_on": date(2022, 6, 7), "ends_on": date(2022, 6, 9)}


def words(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_whatever_it_shows(at, client, django_assert_num_queries, rows):
    for _ in range(rows):
        make_event(venue=make_venue())
        make_event(venue=make_venue(), **PAST)

    with django_assert_num_queries(2):
        response = client.get("/events/")

    assert response.content.count(b"<article") == 2 * rows


def test_the_list_says_where_each_event_stands(at, client):
    summit = make_event(name="Summit")
    make_event(name="Part", part_of=summit)
    make_event(name="Soon", registration_opens_at=datetime(2022, 12, 1, 9, tzinfo=UTC))
    make_event(name="Off", cancelled_at=at)
    make_recording(event=make_event(name="Old", **PAST))

    text = words(client.get("/events/"))

    assert "Registration is open" in text
    assert "Covered by the ticket of Summit" in text
    assert "Registration opens 1 December 2022" in text
    assert "Cancelled" in text
    assert "Watch the recordings" in text


def test_an_empty_calendar_offers_a_way_out(at, client):
    assert "No event is planned right now" in words(client.get("/events/"))


@pytest.mark.parametrize("rows", [1, 3])
def test_recordings_cost_the_same(at, client, django_assert_num_queries, rows):
    event = make_event(**PAST)
    for _ in range(rows):
        make_recording(event=event)

    with django_assert_num_queries(3):
        response = client.get(f"/events/{event.slug}/recordings/")

    assert response.content.count(b'class="talk"') == rows


def test_there_is_no_page_of_recordings_without_any(at, client):
    assert client.get(f"/events/{make_event().slug}/recordings/").status_code == 404


def test_a_list_elsewhere_is_enough_for_the_page(at, client):
    event = make_event(recordings_url="https://video.example/all", **PAST)

    assert (
        "https://video.example/all"
        in client.get(f"/events/{event.slug}/recordings/").content.decode()
    )


def test_the_calendar_file_holds_whole_days_of_the_venue(at, client):
    event = make_event(venue=make_venue())

    response = client.get(f"/events/{event.slug}/event.ics")
    file = icalendar.Calendar.from_ical(response.content)
    (entry,) = file.walk("VEVENT")

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert entry["SUMMARY"] == event.name
    assert entry.decoded("DTSTART") == date(2023, 6, 13)
    assert entry.decoded("DTEND") == date(2023, 6, 16)
    assert entry["DTSTART"].params["VALUE"] == "DATE"
    assert "1055 Canada Place, Vancouver British Columbia V6C 0C3, Canada" in entry["LOCATION"]
    assert file["X-WR-TIMEZONE"] == "America/Vancouver"
    assert entry["UID"].startswith(f"{event.slug}@")


def test_the_calendar_file_of_a_cancelled_event_takes_it_back(at, client):
    event = make_event(cancelled_at=at)

    file = icalendar.Calendar.from_ical(client.get(f"/events/{event.slug}/event.ics").content)

    assert file.walk("VEVENT")[0]["STATUS"] == "CANCELLED"


def test_the_globe_is_a_picture_that_parses(at, client):
    event = make_event(venue=make_venue())

    response = client.get(f"/events/{event.slug}/map.svg")

    assert response["Content-Type"] == "image/svg+xml"
    assert ET.fromstring(response.content).tag.endswith("svg")


def test_there_is_no_globe_for_an_event_online(at, client):
    assert client.get(f"/events/{make_event().slug}/map.svg").status_code == 404


@pytest.mark.parametrize(
    ("place", "expected"),
    [((13.4, 52.5), True), ((-123.5, 52), True), ((-40, 30), False), ((135, -25), True)],
)
def test_land_is_told_from_water(place, expected):
    assert is_land(*place) is expected


@pytest.mark.parametrize(("latitude", "longitude"), [("90", "0"), ("-90", "180"), ("0", "-180")])
def test_the_edges_of_the_globe_can_be_drawn(latitude, longitude):
    from decimal import Decimal

    assert locator.draw(Decimal(latitude), Decimal(longitude)).startswith("<svg")


def test_texts_become_paragraphs_and_lists():
    found = blocks("One\ntwo\n\n- a\n- b\nThree")

    assert [(block.text, block.items) for block in found] == [
        ("One two", ()),
        ("", ("a", "b")),
        ("Three", ()),
    ]


def test_the_post_of_each_country_wants_its_own_order():
    berlin = make_venue(city="Berlin", region="", postcode="10178", country="DE")

    assert berlin.city_line == "10178 Berlin"
    assert make_venue().city_line == "Vancouver British Columbia V6C 0C3"


@pytest.mark.parametrize(
    ("local", "expected"),
    [
        ("2023-02-15T23:59", datetime(2023, 2, 16, 7, 59, tzinfo=UTC)),
        ("2023-05-05T23:59", datetime(2023, 5, 6, 6, 59, tzinfo=UTC)),
    ],
)
def test_a_typed_time_is_read_on_the_clocks_of_the_zone(local, expected):
    assert instant(datetime.fromisoformat(local), "America/Vancouver") == expected


@pytest.mark.parametrize(
    ("local", "code"),
    [
        ("2023-03-12T02:30", "skipped"),
        ("2022-11-06T01:30", "twice"),
    ],
)
def test_a_time_that_means_no_one_instant_is_refused(local, code):
    with pytest.raises(ValidationError) as refusal:
        instant(datetime.fromisoformat(local), "America/Vancouver")

    assert refusal.value.code == code
