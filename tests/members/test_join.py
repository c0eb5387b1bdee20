import pytest
from django.urls import reverse

from tests.factories.members import make_benefit, make_price, make_tier

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
URL = reverse("members:join")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_table_costs_the_same_for_any_number_of_benefits(
    client, django_assert_num_queries, rows
):
    make_price("Gold")
    for number in range(rows):
        make_benefit(f"Benefit {number}", "Gold")

    with django_assert_num_queries(4):
        page = client.get(URL)

    assert page.text.count("Benefit ") >= rows


def test_each_benefit_says_who_has_it_in_words_and_signs(client):
    make_tier("Platinum")
    benefit = make_benefit("A seat", "Gold")
    benefit.tier_benefits.update(detail="1 seat")
    make_benefit("A tick", "Platinum")

    page = client.get(URL).text

    assert '<td data-label="Gold">1 seat</td>' in page
    assert page.count("not included") == 2
    assert page.count(">included<") == 1


def test_dues_are_those_of_this_year_or_the_latest_before(client):
    make_price("Platinum", 2022, 350000)
    make_price("Gold", 2021, 150000)
    make_price("Silver", 2023, 15000)
    make_price("Associate", 2022, 0)

    page = client.get(URL).text

    assert "USD\N{NO-BREAK SPACE}350,000" in page
    assert "USD\N{NO-BREAK SPACE}150,000" in page
    assert "15,000" not in page
    assert "No dues" in page
    assert "Ask us" in page


def test_to_join_is_to_apply_for_that_tier(client):
    make_tier("Gold")

    assert "/members/join/organization/?tier=gold" in client.get(URL).text


def test_without_any_tier_the_page_stands(client):
    assert "No tier is offered" in client.get(URL).text
