"""The page of an event is made again when something it shows has changed, and only then."""

from datetime import timedelta

import pytest
from django.urls import reverse

from events.landing import shelf
from events.models import Event
from foundation.base import clock
from tests.factories.events import (
    make_answer,
    make_event,
    make_stock,
    make_text,
    make_ticket_type,
)
from tests.factories.letters import make_rules

pytestmark = pytest.mark.django_db


@pytest.fixture
def sold(settings, at):
    """A type of an event with a hundred places, and a function that opens its page."""
    settings.PAGES_KEPT_SECONDS = 1
    return make_ticket_type(price=100, stock=make_stock(size=100))


@pytest.fixture
def look(client, sold):
    def opened():
        return client.get(reverse("events:event", args=[sold.event.slug]))

    return opened


def test_the_second_reader_costs_two_queries(look, django_assert_num_queries):
    first = look()

    with django_assert_num_queries(2):
        second = look()

    assert first.content == second.content
    assert first["ETag"] == second["ETag"]


def test_what_staff_write_is_seen_at_once(look, sold):
    look()
    make_answer(event=sold.event, question="Is there a bicycle rack?")

    assert b"bicycle rack" in look().content


def test_another_price_is_seen_at_once(look, sold):
    look()
    sold.price = 123
    sold.save()

    assert b"123" in look().content


@pytest.mark.parametrize(("taken", "says"), [(93, b"Only 7 left"), (100, b"Sold out")])
def test_the_last_places_are_counted_at_once(look, sold, at, taken, says):
    sold.step_of, later = "Pass", at + timedelta(days=30)
    sold.save()
    make_ticket_type(event=sold.event, step_of="Pass", price=432, sales_from=later)
    look()
    sold.stocks.update(taken=taken)

    assert says in look().content


def test_a_sale_that_the_page_does_not_tell_of_leaves_it(look, sold, django_assert_num_queries):
    look()
    sold.stocks.update(taken=50)

    with django_assert_num_queries(2):
        look()


def test_a_price_that_ends_is_seen_on_the_instant(look, sold, at):
    ends = at + timedelta(minutes=3)
    sold.sales_until = ends
    sold.save()
    make_ticket_type(event=sold.event, stock=sold.stocks.get(), price=432, sales_from=ends)
    before = look().content
    with clock.seen_from(ends - timedelta(microseconds=1)):
        still = look().content
    with clock.seen_from(ends):
        after = look().content

    assert b"432" not in before.partition(b"<main")[2].partition(b"fares__")[0]
    assert before == still != after


def test_a_door_that_shuts_or_moves_is_seen_on_the_instant(look, sold, at):
    make_text(event=sold.event, kind="visa")
    rules = make_rules(event=sold.event, open_until=at + timedelta(minutes=3))
    before = look().content
    with clock.seen_from(rules.open_until + timedelta(microseconds=1)):
        assert b"Not open now" in look().content
    rules.open_until = at - timedelta(minutes=3)
    rules.save()

    assert b"Not open now" not in before
    assert b"Not open now" in look().content


def test_staff_who_look_from_another_time_see_that_time(look, sold, at):
    Event.objects.update(registration_opens_at=at - timedelta(days=1))
    now = look().content
    with clock.seen_from(at - timedelta(days=2)):
        assert look().content != now

    assert look().content == now


def test_an_event_that_is_taken_back_is_gone(look, sold):
    look()
    event = sold.event
    event.is_public = False
    event.save()

    assert look().status_code == 404


def test_what_was_committed_late_is_seen_within_seconds(look, sold, monkeypatch):
    now = [100.0]
    monkeypatch.setattr(shelf, "monotonic", lambda: now[0])
    monkeypatch.setattr(shelf.stamps, "of", lambda *models: (7,))
    look()
    make_answer(event=sold.event, question="Is there a bicycle rack?")
    kept = look().content
    now[0] += shelf.LASTS + 1

    assert b"bicycle rack" not in kept
    assert b"bicycle rack" in look().content


def test_memory_is_bounded(client, settings, at, monkeypatch):
    settings.PAGES_KEPT_SECONDS = 1
    monkeypatch.setattr(shelf, "MOST_PAGES", 2)
    for _ in range(3):
        client.get(reverse("events:event", args=[make_event().slug]))

    assert len(shelf._shelf) == 2
