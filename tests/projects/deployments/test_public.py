"""The public pages: what was published, and nothing else."""

import pytest
from django.urls import reverse

from foundation.base.models import Figure
from projects.deployments.models import Dimension
from tests.factories.deployments import make_aggregate, make_round
from tests.factories.projects import make_project

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]


@pytest.fixture
def published(at):
    asked = make_round(2021, published_at=at, note="All of it is invented.")
    project = make_project(name="Zuul", slug="zuul")
    for about in (None, project):
        make_aggregate(asked, about, count=25, cores_lower=1_234_000)
        make_aggregate(asked, about, Dimension.STAGE, "production", label="In production", count=15)
        make_aggregate(asked, about, Dimension.REGION, "europe", label="Europe", count=10)
    return project


def test_all_projects_with_the_stated_cores_beside(client, published):
    Figure.objects.create(
        key="cores",
        value=15_000_000,
        shown_as="15 M",
        label="cores in production",
        stated_on="2020-12-31",
        source="Keynote",
    )

    page = client.get(reverse("deployments:everything")).text

    for told in ("15 M", "Keynote", "1,234,000+", "At least 25 organisations", "Zuul", "invented"):
        assert told in page


def test_a_project_shows_its_users_on_a_page_of_their_own_and_on_its_own(client, published):
    page = client.get("/projects/zuul/users/").text
    for told in ("25+", "15+", "1,234,000+", "Europe", "All of it is invented."):
        assert told in page

    page = client.get("/projects/zuul/").text
    assert "At least 25 organisations" in page
    assert "/projects/zuul/users/" in page
    assert "Europe" not in page


def test_the_same_for_programs(client, published):
    found = client.get("/projects/zuul/users.json").json()

    assert found["project"] == "zuul"
    (told,) = found["rounds"]
    assert (told["year"], told["organizations_at_least"], told["cores_at_least"]) == (
        *(2021, 25, 1_234_000),
    )
    assert told["tables"]["region"] == [
        {"value": "europe", "label": "Europe", "organizations_at_least": 10}
    ]
    assert client.get("/projects/deployments.json").json()["rounds"][0]["note"]


def test_pages_without_figures_have_a_way_out(client):
    project = make_project()

    assert "Nothing is published yet" in client.get("/projects/deployments/").text
    assert "No number can be told yet" in client.get(f"/projects/{project.slug}/users/").text
    assert client.get(f"/projects/{project.slug}/users.json").json()["rounds"] == []
    assert client.get("/projects/nothing/users/").status_code == 404


def test_an_open_round_invites(client):
    make_round()

    assert "Answer the survey" in client.get("/projects/deployments/").text


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_cost_the_same(client, django_assert_num_queries, published, rows):
    for number in range(rows):
        asked = make_round(2015 + number, published_at="2022-01-01T00:00Z")
        make_aggregate(asked, published)

    with django_assert_num_queries(5):
        client.get("/projects/deployments/")
    with django_assert_num_queries(5):
        client.get("/projects/zuul/users/")
    with django_assert_num_queries(3):
        client.get("/projects/zuul/users.json")
