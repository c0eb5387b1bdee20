import csv
from datetime import date

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from members.accounts.models import User
from members.models import Tier
from members.reports import money, queries
from tests.admin import enter
from tests.factories.dues import dues_of, make_member, pay
from tests.factories.members import make_membership, make_organization, make_supporter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
URL = reverse("reports:report")
CSV = reverse("reports:register", args=["csv"])
TODAY = date(2022, 10, 10)


@pytest.fixture
def staff(client):
    return enter(client)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_report_costs_the_same_for_any_number(staff, django_assert_num_queries, rows):
    for number in range(rows):
        make_membership(make_organization(f"Member {number}", country="SE", industry="Telecom"))

    with django_assert_num_queries(12):
        page = staff.get(URL)

    assert page.context["lines"][-1].end == rows


def test_the_upgrade_of_vexxhost_is_a_move_between_the_days_around_it(staff):
    silver = make_membership("VEXXHOST", "Silver", end=date(2022, 6, 7))
    make_membership(silver.organization, "Gold", date(2022, 6, 7))

    page = staff.get(URL, {"since": "2022-06-06", "as_of": "2022-06-07", "tier": "gold"})

    steps = [(step.label, step.number) for step in page.context["bridge"]]
    assert steps == [("6 June 2022", 0), ("moved in from another tier", 1), ("7 June 2022", 1)]
    assert [(a.name, b.name, n) for a, b, n in page.context["passages"]] == [("Silver", "Gold", 1)]


def test_who_stayed_through_a_year_is_counted_by_the_tier_at_its_start():
    moved = make_membership("Moved", "Silver", date(2020, 1, 1), date(2021, 6, 1))
    make_membership(moved.organization, "Gold", date(2021, 6, 1))
    make_membership("Left", "Silver", date(2020, 1, 1), date(2021, 12, 1))
    make_membership("New", "Silver", date(2022, 3, 1))

    kept = queries.retention(TODAY, 2021, list(Tier.objects.order_by("-rank")))

    assert [(row.year, row.cells, row.rate) for row in kept] == [
        (2022, [(0, 0), (1, 1), (1, 1)], "100 %"),
        (2021, [(2, 1), (0, 0), (2, 1)], "50 %"),
    ]


@pytest.mark.parametrize("asked", [
    {"as_of": "2023-01-01"}, {"as_of": "\0"}, {"since": "2022-10-10", "as_of": "2022-01-01"},
    {"tier": "wood"}, {"since": "x" * 5000},
])  # fmt: skip
def test_what_cannot_be_read_is_said(staff, asked):
    page = staff.get(URL, asked)

    assert page.status_code == 422
    assert "Mend what is marked" in page.text


def test_an_empty_register_has_a_report_too(staff):
    assert "No member at the start of a year is known yet." in staff.get(URL).text


def test_the_register_of_any_day_can_be_taken_along(staff):
    make_membership(make_organization("=Old", country="SE"), end=date(2022, 1, 1))
    make_supporter("Helper")

    lines = list(
        csv.reader(staff.get(CSV, {"as_of": "2021-06-01"}).getvalue().decode().split("\n"))
    )

    assert lines[1][:4] == ["'=Old", "Gold", "1 March 2021", "Sweden"]
    assert lines[2][6:8] == ["yes", "2014-05-01"]
    assert len(staff.get(reverse("reports:register", args=["xlsx"])).getvalue()) > 100


@pytest.mark.parametrize("asked", ["?as_of=2030-01-01", "?as_of=x"])
def test_a_day_that_is_none_has_no_register(staff, asked):
    assert staff.get(CSV + asked).status_code == 404
    assert staff.get(reverse("reports:register", args=["pdf"])).status_code == 404


@pytest.mark.parametrize("url", [URL, CSV])
def test_only_staff_who_may_see_memberships_see_the_report(client, url):
    assert client.get(url).status_code == 302
    clerk = User.objects.create_user("clerk@example.org", is_staff=True)
    client.force_login(clerk)
    assert client.get(url).status_code == 403
    clerk.user_permissions.add(Permission.objects.get(codename="view_membership"))
    assert client.get(url).status_code == 200


def test_dues_are_told_as_billed_and_paid_to_who_may_see_money(client, staff):
    (year,) = dues_of(make_member(on=date(2022, 1, 1)))
    pay(year, date(2022, 1, 5))

    (row,) = money.revenue(TODAY)

    assert (row.year, row.tier, row.billed, row.paid) == (2022, "Gold", 150_000, 150_000)
    assert money.revenue(date(2021, 12, 31)) == []
    assert "Dues, billed and paid" in staff.get(URL).text
    clerk = User.objects.create_user("clerk@example.org", is_staff=True)
    clerk.user_permissions.add(Permission.objects.get(codename="view_membership"))
    client.force_login(clerk)
    assert "Dues, billed and paid" not in client.get(URL).text
