import json
import re
from datetime import date

import pytest

from members.models import Organization
from projects.models import LinkKind, ProjectLink, Stage
from tests.factories.projects import make_project, make_release

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]


@pytest.mark.parametrize("rows", [1, 3])
def test_a_page_costs_the_same_however_much_it_shows(client, django_assert_num_queries, rows):
    project = make_project(focus=["Edge computing"])
    for number in range(rows):
        make_release(project, name=f"{number}.0")
        ProjectLink.objects.create(
            project=project, kind=LinkKind.DOCS, url=f"https://docs.example/{number}"
        )
        slug = f"company-{number}"
        project.backers.add(Organization.objects.create(name=slug, slug=slug))
        make_project(focus=["Edge computing"])

    with django_assert_num_queries(10):
        response = client.get(project.get_absolute_url())

    assert response.text.count("docs.example") >= rows
    assert response.text.count('class="card__title"') == rows


def test_a_page_says_what_is_known(client):
    project = make_project(
        name="Kata Containers",
        tagline="Small virtual machines",
        description="First.\n\nSecond.",
        confirmed_on=date(2019, 4, 8),
        focus=["Container infrastructure"],
    )
    make_release(project, name="3.0.0", url="https://example.org/3.0.0")

    page = client.get(project.get_absolute_url()).text

    assert "since 8 April 2019" in page
    assert "5 years" in page
    assert "in December 2022: a round one" in page
    assert '<a href="https://example.org/3.0.0">3.0.0</a>' in page
    assert 'href="https://opensource.org/license/apache-2-0"' in page
    assert "<p>First.</p>" in page
    assert "Container infrastructure" in page


def test_a_project_of_which_little_is_known_has_a_page_too(client):
    project = make_project(launched="", licence="", stage=Stage.WORKING_GROUP)
    project.links.all().delete()

    page = client.get(project.get_absolute_url())

    assert page.status_code == 200
    assert "Where to find it" not in page.text
    assert "Licence" not in page.text


def test_a_project_confirmed_once_and_now_in_maintenance_says_both(client):
    project = make_project(
        stage=Stage.MAINTENANCE, stage_since="2022", confirmed_on=date(2019, 10, 22)
    )

    page = client.get(project.get_absolute_url()).text

    assert "since 2022" in page
    assert "22 October 2019" in page


def test_programs_read_it_as_source_code(client):
    project = make_project(name="Zuul </script>", begun="2012")
    ProjectLink.objects.create(project=project, kind=LinkKind.CODE, url="https://opendev.org/zuul")

    page = client.get(project.get_absolute_url()).text
    data = json.loads(re.search(r'ld\+json">(.*?)</script>', page)[1])

    assert data["@type"] == "SoftwareSourceCode"
    assert data["name"] == "Zuul </script>"
    assert data["codeRepository"] == "https://opendev.org/zuul"
    assert data["dateCreated"] == "2012"


@pytest.mark.parametrize("slug", ["nothing-here", "x" * 400, "a-b-c"])
def test_a_project_that_is_not_there_is_404(client, slug):
    assert client.get(f"/projects/{slug}/").status_code == 404


def test_an_unknown_expression_of_licences_is_shown_without_a_link(client):
    page = client.get(make_project(licence="Apache-2.0 OR MIT").get_absolute_url()).text

    assert "Apache-2.0 OR MIT" in page
    assert "opensource.org" not in page


def test_all_projects_can_be_taken_along(client):
    make_release(make_project(name="Zuul", focus=["CI/CD"], confirmed_on=date(2019, 4, 28)))

    answer = client.get("/projects.json")
    row = answer.json()["projects"][0]

    assert row["name"] == "Zuul"
    assert row["confirmed_on"] == "2019-04-28"
    assert row["focus"] == ["CI/CD"]
    assert row["release"]["name"] == "1.0"


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_for_programs_costs_the_same(client, django_assert_num_queries, rows):
    for _ in range(rows):
        make_project(focus=["CI/CD"])

    with django_assert_num_queries(5):
        assert client.get("/projects.json").json()["count"] == rows


def test_who_has_the_list_already_gets_an_empty_answer_until_it_changes(client):
    project = make_project()
    tag = client.get("/projects.json")["ETag"]

    assert client.get("/projects.json", headers={"If-None-Match": tag}).status_code == 304

    project.tagline = "Something else"
    project.save()
    assert client.get("/projects.json", headers={"If-None-Match": tag}).status_code == 200
