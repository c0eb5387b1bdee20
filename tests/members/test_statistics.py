from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from foundation.base.models import Figure
from members import queries
from tests.factories.members import make_membership, make_organization

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
URL = reverse("members:statistics")
TODAY = date(2022, 10, 10)


@pytest.mark.parametrize("rows", [1, 3])
def test_statistics_cost_the_same_for_any_number(client, django_assert_num_queries, rows):
    for number in range(rows):
        make_membership(make_organization(f"Member {number}", country="SE"))

    with django_assert_num_queries(6):
        page = client.get(URL)

    assert page.context["member_count"] == rows


def test_growth_is_counted_from_what_is_known():
    make_membership("Old", start=None, started_before=date(2021, 1, 1))
    make_membership("Gone", start=None, started_before=date(2021, 1, 1), end=date(2022, 1, 1))
    make_membership("Vague", start=date(2022, 2, 1), started_before=TODAY)

    days = [date(2021, 1, 1), date(2021, 12, 31), date(2022, 1, 1), TODAY]

    assert [sum(count.values()) for count in queries.growth(days)] == [2, 2, 1, 2]


def test_what_was_stated_stands_beside_what_is_known(client):
    make_membership("Old", start=None, started_before=date(2021, 1, 1))
    Figure.objects.create(
        key="members-count", value=Decimal(60), shown_as="60", source="Keynote",
        label="members at the start of 2021", stated_on=date(2021, 1, 1),
    )  # fmt: skip

    page = client.get(URL)

    assert page.context["growth"]["Stated: Keynote"] == [(date(2021, 1, 1), 60)]
    assert "The keynote stated 60 members at the start of 2021; 1 of them" in page.text


def test_joins_moves_and_ends_are_told_the_latest_first():
    left = make_membership("Left", start=None, end=date(2022, 1, 1))
    moved = make_membership("Moved", "Silver", date(2021, 3, 1), date(2022, 6, 7))
    make_membership(moved.organization, "Gold", date(2022, 6, 7))
    make_membership("Unseen", start=None, started_before=date(2021, 1, 1))

    told = [(change.kind, change.name, change.when) for change in queries.changes(TODAY)]

    assert told == [
        ("moved", "Moved", "7 June 2022"),
        ("left", left.organization.name, "31 December 2021"),
        ("joined", "Moved", "1 March 2021"),
    ]


def test_who_comes_back_left_and_joined():
    first = make_membership("Back", "Gold", date(2020, 1, 1), date(2021, 1, 1))
    make_membership(first.organization, "Gold", date(2022, 1, 1))

    assert [change.kind for change in queries.changes(TODAY)] == ["joined", "left", "joined"]


def test_what_is_to_come_is_not_told():
    make_membership("Later", start=date(2023, 1, 1))

    assert queries.changes(TODAY) == []


def test_the_members_of_any_day_are_counted(client):
    make_membership("Old", start=date(2021, 1, 1), end=date(2022, 1, 1))

    assert client.get(URL, {"as_of": "2021-06-01"}).context["member_count"] == 1
    assert client.get(URL).context["member_count"] == 0


@pytest.mark.parametrize("day", ["9999-99-99", "2023-01-01", "\0", "x" * 10_000])
def test_a_day_that_is_none_is_said_and_today_shown(client, day):
    page = client.get(URL, {"as_of": day})

    assert page.status_code == 422
    assert "Shown instead: today." in page.text


def test_before_the_record_there_is_a_way_on(client):
    assert "No member of that day is known" in client.get(URL, {"as_of": "1990-01-01"}).text
