"""Sponsor levels of an event."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from events.sponsorship.models import Level
from tests.factories.events import make_event, make_level

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_whatever_it_shows(at, client, django_assert_num_queries, rows):
    event = make_event()
    for _ in range(rows):
        make_level(event=event, benefits="A booth\nA logo")

    with django_assert_num_queries(3):
        response = client.get(reverse("sponsorship:sponsors", args=[event.slug]))

    assert response.content.count(b'class="level"') == rows


def test_both_prices_and_every_benefit_are_told(at, client):
    event = make_event()
    make_level(
        event=event,
        name="Headline",
        price_member=130000,
        price_other=140000,
        benefits="A keynote\nA booth",
    )

    page = client.get(reverse("sponsorship:sponsors", args=[event.slug])).content.decode()

    for text in ("USD\xa0130,000", "USD\xa0140,000", "USD\xa010,000", "A keynote", "A booth"):
        assert text in page
    assert f"/contact/?topic=sponsorship&amp;event={event.slug}" in page


def test_levels_stand_in_their_order(at, client):
    event = make_event()
    make_level(event=event, name="Second", rank=2)
    make_level(event=event, name="First", rank=1)

    response = client.get(reverse("sponsorship:sponsors", args=[event.slug]))

    assert [level.name for level in response.context["levels"]] == ["First", "Second"]


def test_a_level_for_members_only_says_so(at, client):
    level = make_level(members_only=True, price_other=None)

    assert level.saving is None
    assert "members only" in client.get(level.get_absolute_url()).content.decode()


def test_nobody_becomes_a_sponsor_of_what_is_over(at, client):
    event = make_event(starts_on=date(2022, 6, 7), ends_on=date(2022, 6, 9))
    level = make_level(event=event)

    assert "Become a sponsor" not in client.get(level.get_absolute_url()).content.decode()


@pytest.mark.parametrize("slug", ["nothing", "no-levels"])
def test_without_levels_there_is_no_page(at, client, slug):
    make_event(slug="no-levels")

    assert client.get(f"/events/{slug}/sponsors/").status_code == 404


def test_a_level_open_to_all_has_a_price_for_all():
    level = Level(event=make_event(), name="Gold", rank=1, price_member=Decimal(1))

    with pytest.raises(ValidationError) as refusal:
        level.validate_constraints()

    assert "members only" in str(refusal.value)
