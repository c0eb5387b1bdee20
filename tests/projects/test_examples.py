"""Projects made up to show the way of one: their own pages say so, and nothing else knows them."""

import pytest
from django.urls import reverse

from foundation.pages.sitemaps import ProjectMap, ProjectPartMap
from projects import queries
from projects.ecosystem.forms import OfferForm
from projects.forces import services as forces
from projects.hosting import services
from projects.hosting.queries import commenting_projects
from projects.models import Project, Stage
from tests.admin import enter, url
from tests.factories.funding import make_fund
from tests.factories.hosting import NOW, at_public, make_pilot, make_review
from tests.factories.projects import make_project

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]


@pytest.fixture
def example():
    return make_pilot(name="Tidepool (invented)", slug="tidepool", is_example=True)


@pytest.mark.parametrize(
    "address",
    ["/", "/projects/", "/projects.json", "/search/?q=Tidepool", "/three-forces/", "/four-opens/"],
)
def test_no_list_and_no_search_has_it(client, example, address):
    make_project(name="Zuul")

    page = client.get(address)

    assert page.status_code == 200
    assert "invented" not in page.text


def test_no_count_map_or_choice_has_it(example):
    real = make_project(name="Zuul")

    assert queries.numbers(queries.listed()) == {"all": 1, "found": 1}
    assert list(ProjectMap().items()) == [real]
    assert ProjectPartMap().items() == []
    assert list(OfferForm().fields["projects"].queryset) == [real]
    assert list(Project.objects.all()) == [real]


def test_nothing_is_scored_of_it(example, client):
    forces.reckon(at=NOW)

    assert not example.scores.exists()
    assert client.get(reverse("forces:forces", args=[example.slug])).status_code == 404


def test_its_own_pages_say_that_it_is_invented(client, example):
    review = at_public(make_review(project=example))
    fund = make_fund(project=example)

    for address in [
        example.get_absolute_url(),
        reverse("hosting:path", args=[example.slug]),
        reverse("hosting:comment", args=[example.slug]),
        review.get_absolute_url(),
        fund.get_absolute_url(),
    ]:
        page = client.get(address)
        assert page.status_code == 200
        assert "This project is invented" in page.text
        assert "noindex" in page.text
    assert "Tidepool (invented)" in client.get(reverse("hosting:hosting")).text


def test_a_real_project_is_not_called_invented(client):
    project = make_pilot()

    assert "invented" not in client.get(project.get_absolute_url()).text
    assert "noindex" not in client.get(project.get_absolute_url()).text


def test_it_goes_the_way_as_any_other(example):
    assert example not in commenting_projects(make_review())

    services.leave(project=example, at=NOW)

    assert Project.every.get(pk=example.pk).stage == Stage.RETIRED


def test_staff_see_it_beside_the_others(client, example):
    enter(client)

    assert "Tidepool" in client.get(url(Project, "changelist")).text
    assert "Tidepool" in client.get(url(Project, "changelist") + "?is_example__exact=1").text
    assert client.get(url(Project, "change", example.pk)).status_code == 200
