import pytest
from django.urls import reverse

from projects.models import Stage
from tests.factories.projects import make_project, make_release

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]

CATALOGUE = "/projects/"


def names(response):
    return [project.name for group in response.context["groups"] for project in group.projects]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_catalogue_costs_the_same_for_any_number_of_projects(
    client, django_assert_num_queries, rows
):
    for _ in range(rows):
        make_release(make_project(focus=["Edge computing", "CI/CD"]))

    with django_assert_num_queries(3):
        response = client.get(CATALOGUE)

    assert response.content.count(b'class="project-row"') == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_the_filtered_catalogue_costs_the_same_too(client, django_assert_num_queries, rows):
    for _ in range(rows):
        make_release(make_project(focus=["Edge computing"]))

    with django_assert_num_queries(3):
        client.get(CATALOGUE, {"q": "clouds", "focus": "edge-computing"})


def test_projects_are_grouped_by_stage(client):
    make_project(name="Young", stage=Stage.PILOT)
    make_project(name="Grown", stage=Stage.CONFIRMED)
    make_project(name="Old", stage=Stage.MAINTENANCE)

    assert names(client.get(CATALOGUE)) == ["Grown", "Young", "Old"]


def test_a_row_shows_purpose_focus_and_release(client):
    make_release(make_project(tagline="Gates changes", focus=["CI/CD"]), name="Zed")

    page = client.get(CATALOGUE).text

    assert "Gates changes" in page
    assert "CI/CD (1)" in page
    assert "<strong>Zed</strong> <span>October 2022</span>" in page


@pytest.mark.parametrize("typed", ["openstack", "opnstack", "OPENSTAK", "Öpenstack"])
def test_search_forgives_typing_errors_and_accents(client, typed):
    make_project(name="OpenStack")
    make_project(name="Zuul", tagline="Tests before it merges")

    assert names(client.get(CATALOGUE, {"q": typed})) == ["OpenStack"]


@pytest.mark.parametrize("typed", ["containers", "containrs", "CI/CD"])
def test_search_looks_at_purpose_and_focus_too(client, typed):
    make_project(name="Kata", tagline="Virtual machines that feel like containers")
    make_project(name="Kattegat", tagline="Links data centres")
    make_project(name="Zuul", tagline="Tests before it merges", focus=["CI/CD"])

    assert len(names(client.get(CATALOGUE, {"q": typed}))) == 1


def test_focus_and_words_narrow_together(client):
    make_project(name="Near", focus=["Edge computing"])
    make_project(name="Far", focus=["Public cloud"])

    response = client.get(CATALOGUE, {"focus": "edge-computing", "q": "builds"})

    assert names(response) == ["Near"]
    assert "of 2" in response.text


def test_nothing_found_shows_a_way_out(client):
    make_project()

    response = client.get(CATALOGUE, {"q": "qqqqqqq"})

    assert response.status_code == 200
    assert "No project like that" in response.text


@pytest.mark.parametrize(
    "query",
    [
        "?q=%00",
        "?focus=%00",
        "?focus=nowhere",
        "?q=" + "x" * 5000,
        "?q=%27%3B--",
        "?q=%25_%5C",
        "?q=%ed%a0%80",
        "?focus=a&focus=b",
        "?page=-1&unknown=1",
        "?q=%F0%9F%A6%84",
    ],
)
def test_no_query_breaks_the_page(client, query):
    make_project(focus=["Edge computing"])

    assert client.get(CATALOGUE + query).status_code == 200


def test_what_was_typed_is_shown_escaped(client):
    page = client.get(CATALOGUE, {"q": '"><script>alert(1)</script>'}).text

    assert "<script>alert(1)" not in page
    assert "&quot;&gt;&lt;script&gt;" in page


def test_the_catalogue_leads_to_hosting(client):
    assert reverse("hosting:enquiry") in client.get(CATALOGUE).text


def test_the_catalogue_sets_no_cookie_and_may_be_cached(client):
    response = client.get(CATALOGUE)

    assert not response.cookies
    assert "public" in response["Cache-Control"]
