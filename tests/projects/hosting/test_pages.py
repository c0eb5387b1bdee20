from datetime import UTC, date, datetime

import pytest
from django.core.cache import cache
from django.urls import reverse

from foundation.base import clock
from projects.hosting.models import Criterion, HostingRules, Service
from projects.models import Stage
from tests.factories.hosting import at_public
from tests.factories.projects import make_platinum_member, make_project

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]


def make_rows(number):
    for row in range(number):
        Criterion.objects.create(name=f"Criterion {row}", text="It is open.")
        Service.objects.create(group=f"Group {row % 2}", name=f"Service {row}", text="It helps.")
        make_project(stage=Stage.PILOT)
        make_platinum_member(f"Member {row}")


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("address", "queries"),
    [("/projects/hosting/", 5), ("/projects/services/", 1), ("/projects/funding/", 2)],
)
def test_a_page_costs_the_same_for_any_number_of_rows(
    client, django_assert_num_queries, address, queries, rows
):
    make_rows(rows)

    with django_assert_num_queries(queries):
        response = client.get(address)

    assert response.status_code == 200
    assert not response.cookies


@pytest.mark.parametrize("address", ["/projects/hosting/", "/projects/services/"])
def test_a_page_without_rows_has_a_way_on(client, address):
    response = client.get(address)

    assert response.status_code == 200
    assert "/projects/hosting/enquiry/" in response.text


def test_the_way_names_every_station_and_who_decides(client):
    make_rows(1)

    page = client.get("/projects/hosting/").text

    for word in ["Enquiry", "Pilot", "Confirmed", "retired", "18 months", "14 days"]:
        assert word in page
    assert "The board votes" in page
    assert "Criterion 0" in page


def test_services_stand_in_their_groups(client):
    make_rows(3)

    groups = client.get("/projects/services/").context["groups"]

    assert [(group.name, len(group.services)) for group in groups] == [
        ("Group 0", 2),
        ("Group 1", 1),
    ]


def test_funding_names_the_platinum_members_of_today(client):
    make_platinum_member("Huawei")
    make_platinum_member("Former", until="2022-01-01")

    page = client.get("/projects/funding/").text

    assert "Huawei" in page
    assert "Former" not in page


def test_reviews_that_take_comments_are_told_where_people_of_other_projects_look(client):
    review = at_public(until=date(2022, 10, 25))
    HostingRules.objects.create(pk=1, answer_days=9, review_months=20)

    page = client.get("/projects/hosting/").text

    assert reverse("hosting:comment", args=[review.project.slug]) in page
    assert "within 9 days" in page
    assert "Within 20 months" in page
    with clock.seen_from(datetime(2022, 10, 26, tzinfo=UTC)):
        cache.clear()
        assert "Under review now" not in client.get("/projects/hosting/").text
