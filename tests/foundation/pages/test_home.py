"""The first page tells the keynote's story with the numbers of the day."""

from datetime import UTC, date, datetime

import pytest

from foundation.base.models import Figure
from foundation.pages.growth import growth
from foundation.pages.queries import story
from foundation.pages.seed import pages as seed
from projects.models import Stage
from tests.factories.events import make_event, make_stock, make_ticket_type, make_venue
from tests.factories.members import make_membership, make_supporter
from tests.factories.projects import make_project

pytestmark = pytest.mark.django_db


def page(client):
    response = client.get("/")
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_home_costs_eight_queries_whatever_there_is(client, at, django_assert_num_queries, rows):
    seed.seed()
    for number in range(rows):
        make_ticket_type(event=make_event(venue=make_venue()))
        make_project()
        make_membership(f"Platinum {number}", "Platinum")
        make_supporter(f"Supporter {number}")

    with django_assert_num_queries(8):
        html = page(client)

    assert html.count('class="lines__line"') == rows
    assert html.count('class="board__row"') == rows


def test_home_stands_without_any_rows(client, at):
    assert "We are OpenInfra" in page(client)


def test_every_figure_has_its_source_and_date(client, at):
    seed.seed()

    html = page(client)

    for shown in ("40 M", "450", "8,500", "180+", "USD 7.7 bn", "+33 %"):
        assert f">{shown}<" in html
    assert html.count("We are OpenInfra, keynote, October 2022") >= 6
    assert not Figure.objects.filter(source="").exists()


def test_a_figure_of_tomorrow_is_not_told_today(client, at):
    seed.seed()
    Figure.objects.create(
        key="cores", value=45_000_000, shown_as="45 M", label="cores in production",
        stated_on=date(2023, 6, 13), source="Annual report 2022",
    )  # fmt: skip

    assert "45 M" not in page(client)


def test_the_growth_of_cores_is_drawn_with_the_same_numbers_as_a_table(client, at):
    seed.seed()

    html = page(client)

    assert [html.count(f'<th scope="row">{year}</th>') for year in (2020, 2021, 2022)] == [1, 1, 1]
    assert "15,000,000" in html
    assert "25,000,000" in html
    assert "40,000,000" in html


def test_the_line_rises_with_the_value_and_moves_right_with_the_year():
    figures = [
        Figure(value=value, stated_on=date(year, 12, 31))
        for year, value in ((2020, 15), (2021, 25), (2022, 40))
    ]

    first, second, third = growth(figures).stations

    assert first.x < second.x < third.x
    assert first.y > second.y > third.y


def test_one_statement_is_no_growth():
    assert growth([Figure(value=1, stated_on=date(2022, 1, 1))]) is None


def test_the_board_says_what_can_be_done_now(client, at):
    far = {"starts_on": date(2023, 6, 13), "ends_on": date(2023, 6, 15)}
    summit = make_event(name="Summit", **far)
    make_ticket_type(event=summit, price=599)
    free = make_event(name="Gathering", zone="UTC", starts_on=date(2022, 10, 17),
                      ends_on=date(2022, 10, 21))  # fmt: skip
    make_ticket_type(event=free, price=0)
    full = make_event(name="Full", **far)
    make_ticket_type(stock=make_stock(event=full, size=1, taken=1))
    make_event(name="Later", registration_opens_at=datetime(2022, 11, 1, 17, tzinfo=UTC), **far)

    html = page(client)

    board = html[html.index('class="board__rows"') : html.index('class="board__all"')]
    assert "Open, from USD\N{NO-BREAK SPACE}599" in board
    assert "Open, free" in board
    assert "in 7 days" in board
    assert "in 8 months" in board
    assert "Sold out: waiting list" in board
    assert "1 November 2022" in board
    assert board.index("Gathering") < board.index("Summit")


def test_a_hidden_ticket_type_does_not_set_the_price(at):
    event = make_event()
    make_ticket_type(event=event, price=249, audience="with_code")
    make_ticket_type(event=event, price=599)

    (row,) = story.departures(at)

    assert row.price == 599


def test_past_cancelled_and_private_events_do_not_depart(at):
    make_event(starts_on=date(2022, 6, 7), ends_on=date(2022, 6, 9))
    make_event(cancelled_at=datetime(2022, 10, 1, tzinfo=UTC))
    make_event(is_public=False)

    assert story.departures(at) == []


def test_members_are_counted_as_of_today(client, at):
    make_membership("Here", "Platinum")
    make_membership("Gone", "Platinum", end=date(2021, 12, 31))
    make_membership("Still to come", "Platinum", start=date(2023, 1, 1))

    html = page(client)

    assert "1 organisations carry it together" not in html
    assert "One organisation carries it" in html
    assert "Here" in html
    assert "Gone" not in html
    assert "Still to come" not in html


def test_only_confirmed_projects_have_a_line(client, at):
    make_project(name="Confirmed", tagline="Runs clouds")
    make_project(name="Trial", stage=Stage.PILOT)

    html = page(client)

    assert "Runs clouds" in html
    assert "Trial" not in html


def test_home_leads_to_the_four_ways_in(client, at):
    html = page(client)

    for way in ("/members/join/", "/projects/hosting/", "/events/", "/contact/?topic=sponsorship"):
        assert f'href="{way}"' in html
