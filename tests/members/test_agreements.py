from datetime import date

import pytest
from django.urls import reverse

from tests.factories.agreements import make_agreement, make_authorized
from tests.factories.members import make_membership, make_supporter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
URL = reverse("members:agreements")


def names(page):
    return [row.name for row, _country, _teams in page.context["rows"]]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_register_costs_the_same_for_any_number(client, django_assert_num_queries, rows):
    for number in range(rows):
        make_supporter(f"Helper {number}")

    with django_assert_num_queries(5):
        page = client.get(URL)

    assert len(names(page)) == rows


def test_it_names_the_day_and_the_tier(client):
    make_membership(make_supporter("Huawei", country="CN"), "Platinum")
    make_supporter("Undated", ccla_signed_on=None)

    page = client.get(URL).text

    assert "1 May 2014" in page
    assert "Platinum" in page
    assert "not known" in page


def test_it_is_searched_and_filtered_by_year(client):
    make_supporter("Huawei", ccla_signed_on=date(2015, 5, 26))
    make_supporter("Helper", ccla_signed_on=date(2010, 7, 15))

    assert names(client.get(URL, {"q": "hauwei"})) == ["Huawei"]
    assert names(client.get(URL, {"year": "2010"})) == ["Helper"]


def test_the_latest_can_come_first(client):
    make_supporter("A", ccla_signed_on=date(2010, 1, 1))
    make_supporter("B", ccla_signed_on=None)
    make_supporter("C", ccla_signed_on=date(2020, 1, 1))

    assert names(client.get(URL, {"sort": "signed"})) == ["C", "A", "B"]


def test_a_hundred_stand_on_a_page(client):
    for number in range(101):
        make_supporter(f"Helper {number:03}")

    assert len(names(client.get(URL))) == 100
    assert names(client.get(URL, {"page": "2"})) == ["Helper 100"]


@pytest.mark.parametrize("query", ["page=abc", "page=-4", "page=9999999999", "q=" + "é" * 9000])
def test_odd_addresses_show_the_register(client, query):
    make_supporter()

    assert client.get(f"{URL}?{query}").status_code == 200


@pytest.mark.parametrize("query", ["year=abc", "sort=up", "q=%00"])
def test_what_cannot_be_asked_is_said(client, query):
    assert client.get(f"{URL}?{query}").status_code == 422


def test_an_agreement_that_is_over_is_not_listed_and_teams_are_counted(client):
    make_agreement(make_supporter("Over"), ended_on=date(2022, 10, 9))
    lasting = make_agreement(make_supporter("Lasting"), ended_on=date(2022, 10, 10))
    for number, (team, until) in enumerate([("A", None), ("A", None), ("B", None), ("C", "over")]):
        last = {"until": date(2022, 1, 1)} if until else {}
        make_authorized(lasting, team=team, email=f"{number}@example.org", **last)

    page = client.get(URL)

    assert [(row.name, teams) for row, _country, teams in page.context["rows"]] == [("Lasting", 2)]
    assert "1 organisations" not in page.text
