from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from foundation.base.models import Figure
from members import bridges, flow
from members.models import Tier
from tests.factories.members import make_membership, make_organization

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
URL = reverse("members:statistics")
TODAY = date(2022, 10, 10)


def changes(**part):
    return flow.changes(TODAY, {tier.pk: tier for tier in Tier.objects.all()}, **part).rows


@pytest.mark.parametrize("rows", [1, 3])
def test_statistics_cost_the_same_for_any_number(client, django_assert_num_queries, rows):
    for number in range(rows):
        make_membership(make_organization(f"Member {number}", country="SE"))

    with django_assert_num_queries(8):
        page = client.get(URL)

    assert page.context["member_count"] == rows


def test_growth_is_counted_from_what_is_known():
    make_membership("Old", start=None, started_before=date(2021, 1, 1))
    make_membership("Gone", start=None, started_before=date(2021, 1, 1), end=date(2022, 1, 1))
    make_membership("Vague", start=date(2022, 2, 1), started_before=TODAY)

    days = [date(2021, 1, 1), date(2021, 12, 31), date(2022, 1, 1), TODAY]

    assert [sum(count.values()) for count in flow.growth(days)] == [2, 2, 1, 2]


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

    told = [(change.kind, change.name, change.when) for change in changes()]

    assert told == [
        ("moved", "Moved", "7 June 2022"),
        ("left", left.organization.name, "31 December 2021"),
        ("joined", "Moved", "1 March 2021"),
    ]


def test_who_comes_back_left_and_joined():
    first = make_membership("Back", "Gold", date(2020, 1, 1), date(2021, 1, 1))
    make_membership(first.organization, "Gold", date(2022, 1, 1))

    assert [change.kind for change in changes()] == ["joined", "left", "joined"]


def test_what_is_to_come_is_not_told():
    make_membership("Later", start=date(2023, 1, 1))

    assert changes() == []


def test_the_members_of_any_day_are_counted(client):
    make_membership("Old", start=date(2021, 1, 1), end=date(2022, 1, 1))

    assert client.get(URL, {"as_of": "2021-06-01"}).context["member_count"] == 1
    assert client.get(URL).context["member_count"] == 0


def test_everything_is_told_as_it_was_known_on_the_day(client):
    moved = make_membership("Moved", "Silver", date(2021, 3, 1), date(2022, 6, 7))
    make_membership(moved.organization, "Gold", date(2022, 6, 7))
    make_membership("Later", start=date(2022, 7, 1))

    before = client.get(URL, {"as_of": "2022-06-06"}).context
    after = client.get(URL, {"as_of": "2022-06-07"}).context

    assert [row.kind for row in before["changes"].rows] == ["joined"]
    assert [row.kind for row in after["changes"].rows] == ["moved", "joined"]
    assert after["growth"]["Known by name"][-1] == (date(2022, 6, 7), 1)
    assert (before["kinds"]["moved"], after["kinds"]["moved"]) == (0, 1)


@pytest.mark.parametrize("day", ["9999-99-99", "2023-01-01", "0001-01-01", "\0", "x" * 10_000])
def test_a_day_that_is_none_is_said_and_today_shown(client, day):
    page = client.get(URL, {"as_of": day})

    assert page.status_code == 422
    assert "Shown instead: today." in page.text


def test_before_the_record_there_is_a_way_on(client):
    assert "No member of that day is known" in client.get(URL, {"as_of": "1990-01-01"}).text


def test_what_happened_is_told_page_by_page():
    for number in range(3):
        make_membership(f"Member {number}", start=date(2022, 1, 1 + number))

    assert [row.name for row in changes(most=2)] == ["Member 2", "Member 1"]
    assert [row.name for row in changes(most=2, skip=2)] == ["Member 0"]
    tiers = {tier.pk: tier for tier in Tier.objects.all()}
    found = flow.changes(TODAY, tiers, most=1)
    assert (found.number, found.of_the_year["joined"], found.vague) == (3, 3, 0)


def test_a_bridge_tells_who_came_and_went_and_adds_up():
    first, last = date(2022, 1, 1), TODAY
    make_membership("Stays")
    make_membership("Leaves", end=date(2022, 2, 1))
    make_membership("Joins", start=date(2022, 3, 1))
    back = make_membership("Back", start=date(2020, 1, 1), end=date(2021, 1, 1))
    make_membership(back.organization, start=date(2022, 3, 1))
    moves_up = make_membership("Moves", "Silver", end=date(2022, 6, 7))
    make_membership(moves_up.organization, "Gold", date(2022, 6, 7))
    make_membership("Seen later", start=None, started_before=date(2022, 5, 1))
    make_membership("Out of sight", end=date(2023, 1, 1), ended_after=date(2022, 2, 1))
    make_membership("Comes and goes", start=date(2022, 2, 1), end=date(2022, 3, 1))
    gold = Tier.objects.get(slug="gold")

    (moves,) = flow.moves([(first, last)])
    whole, of_gold = bridges.line(moves), bridges.line(moves, gold)

    assert (whole.start, whole.end) == tuple(
        sum(count.values()) for count in flow.growth([first, last])
    )
    assert (whole.joined, whole.again, whole.left) == (1, 1, 1)
    assert (whole.vague_in, whole.vague_out, whole.moved_in) == (1, 1, 0)
    assert (of_gold.moved_in, of_gold.end) == (1, 5)
    assert [(a.name, b.name, n) for a, b, n in bridges.passages(moves, Tier.objects.all())] == [
        ("Silver", "Gold", 1)
    ]


def test_the_page_shows_the_bridge_of_the_year(client):
    make_membership("Joins", start=date(2022, 3, 1))

    page = client.get(URL)

    assert [(step.label, step.number) for step in page.context["bridge"]] == [
        ("10 October 2021", 0), ("joined", 1), ("10 October 2022", 1),
    ]  # fmt: skip


@pytest.mark.parametrize("page", ["0", "-1", "x", "\0", "9" * 20, "²", "99"])
def test_a_page_that_is_none_is_no_mistake(client, page):
    make_membership()

    assert client.get(URL, {"page": page}).status_code == 200


def test_what_was_counted_is_counted_again_only_when_something_changed(
    client, django_assert_num_queries
):
    make_membership("Old", start=date(2021, 1, 1))
    client.get(URL)

    with django_assert_num_queries(2):
        assert client.get(URL).context["known"] == 1
    make_membership("New", start=date(2022, 1, 1))

    page = client.get(URL)
    assert page.context["known"] == 2
    assert page.context["changes"].number == 2
