"""What the public pages say of developers, and what they never say."""

from datetime import date

import pytest
from django.urls import reverse

from projects.contributions.models import DeveloperMonth
from projects.contributions.reckoning import reckon
from tests.factories.members import make_organization
from tests.factories.projects import make_project
from tests.factories.repositories import make_repository
from tests.projects.contributions.test_reckoning import add

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]


@pytest.fixture
def project(at):
    """Three people of Large and one of Small wrote to it in September."""
    repository = make_repository("/r", source="a test")
    large, small = make_organization("Large"), make_organization("Small")
    for person in ("a", "b", "c"):
        add(repository, person, date(2022, 9, 1), 2, large)
    add(repository, "d", date(2022, 9, 1), 50, small)
    reckon(project=repository.project, at=at)
    return repository.project


def test_the_page_says_how_many_wrote_and_where_that_is_from(client, project):
    page = client.get(project.get_absolute_url()).text

    assert "<strong>4 people</strong> from 2 known organisations wrote 56 changes" in page
    assert "Counted in a test" in page
    assert "Large (3 people)" in page
    assert "Small" not in page, "one person is no group"


@pytest.mark.parametrize("rows", [1, 60])
def test_the_page_costs_the_same_for_any_number_of_months(client, django_assert_num_queries, rows):
    project = make_project()
    DeveloperMonth.objects.bulk_create(
        DeveloperMonth(
            project=project, month=date(2017 + n // 12, n % 12 + 1, 1), commits=5, newcomers=1,
            year_commits=60, year_contributors=9, year_organizations=2, year_newcomers=1,
            bus_factor=2,
        )
        for n in range(rows)
    )  # fmt: skip

    with django_assert_num_queries(10):
        page = client.get(project.get_absolute_url()).text

    assert "wrote half of it" in page


def test_the_catalogue_says_how_many_contribute(client, project):
    page = client.get(reverse("projects:catalogue")).text

    assert "4 contributors from 2 organisations in twelve months" in page


def test_of_no_known_organisation_nothing_is_said(client, project):
    DeveloperMonth.objects.update(year_organizations=0)

    assert "4 contributors in twelve months" in client.get(reverse("projects:catalogue")).text
    assert "<strong>4 people</strong> wrote" in client.get(project.get_absolute_url()).text


def test_programs_read_the_same(client, project):
    answer = client.get(reverse("projects:developers", args=[project.slug])).json()

    assert [row["month"] for row in answer["months"]] == ["2022-09"]
    assert answer["months"][0]["twelve_months"]["bus_factor"] == 1
    assert answer["organizations"] == [{"name": "Large", "contributors": 3, "commits": 6}]


def test_a_project_without_a_repository_says_nothing_of_developers(client):
    project = make_project()

    assert "Its developers" not in client.get(project.get_absolute_url()).text
    assert client.get(reverse("projects:developers", args=[project.slug])).json()["months"] == []
    assert client.get("/projects/nothing/developers.json").status_code == 404
