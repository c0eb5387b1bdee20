"""The projects of October 2022, as they are seeded."""

from datetime import date

import pytest
from django.core.validators import URLValidator

from foundation.base import clock
from foundation.base.models import Foundation
from foundation.pages.seed import hosting
from foundation.pages.seed import projects as seed
from members.models import Organization
from projects.hosting.models import Criterion, Enquiry, EnquiryState, Service
from projects.models import Focus, Project, ProjectLink, Release, Stage
from tests import databases
from tests.conftest import KEYNOTE_WEEK

pytestmark = pytest.mark.django_db

MODELS = [Criterion, Focus, Project, ProjectLink, Release, Service]


@pytest.fixture(scope="module", autouse=True)
def seeded(django_db_setup, django_db_blocker):
    with databases.standing(django_db_blocker), clock.seen_from(KEYNOTE_WEEK):
        seed.seed()
        yield


def test_seeding_twice_changes_nothing():
    counts = [model.objects.count() for model in MODELS]

    seed.seed()

    assert [model.objects.count() for model in MODELS] == counts


def test_what_staff_have_changed_is_left_alone():
    Project.objects.filter(slug="zuul").update(tagline="Ours")

    seed.seed()

    assert Project.objects.get(slug="zuul").tagline == "Ours"


def test_all_projects_are_there_with_their_stages():
    stages = dict(Project.objects.values_list("slug", "stage"))

    assert len(stages) == 8
    assert stages["openstack"] == Stage.CONFIRMED
    assert stages["openinfra-labs"] == Stage.PILOT
    assert stages["edge-computing-group"] == Stage.WORKING_GROUP


def test_airship_is_in_maintenance_and_keeps_the_day_it_was_confirmed():
    airship = Project.objects.get(slug="airship")

    assert (airship.stage, airship.since) == (Stage.MAINTENANCE, "2022")
    assert airship.confirmed_on == date(2019, 10, 22)


@pytest.mark.parametrize(
    ("slug", "years", "when"),
    [
        ("openstack", 12, "July 2022"),
        ("zuul", 10, "2022"),
        ("kata-containers", 5, "December 2022"),
    ],
)
def test_the_anniversaries_of_the_keynote_come_out(slug, years, when):
    anniversary = Project.objects.get(slug=slug).anniversary_in(2022)

    assert (anniversary.years, anniversary.when) == (years, when)


@pytest.mark.parametrize(
    ("slug", "name", "month"),
    [
        ("openstack", "Zed", "2022-10"),
        ("kata-containers", "3.0.0", "2022-10"),
        ("starlingx", "7.0", "2022-09"),
        ("zuul", "5.0", "2022-01"),
    ],
)
def test_releases_are_read_with_their_month(slug, name, month):
    release = Release.objects.get(project__slug=slug)

    assert (release.name, release.released_in) == (name, month)


def test_every_project_is_described_and_can_be_found():
    for project in Project.objects.prefetch_related("links", "focus"):
        assert len(project.description.split("\n\n")) in {2, 3}
        assert project.links.all()
        assert project.focus.all()
        project.full_clean()


def test_every_address_is_whole():
    for link in ProjectLink.objects.all():
        URLValidator(schemes=["https"])(link.url)


def test_focus_areas_have_names_and_slugs_of_their_own():
    assert dict(Focus.objects.values_list("slug", "name")) == {
        "ci-cd": "CI/CD",
        "container-infrastructure": "Container infrastructure",
        "edge-computing": "Edge computing",
        "hybrid-cloud": "Hybrid cloud",
        "private-cloud": "Private cloud",
        "public-cloud": "Public cloud",
    }


def test_members_known_to_work_on_a_project_are_named():
    Organization.objects.create(name="Red Hat", slug="red-hat")
    Project.objects.filter(slug="zuul").delete()

    seed.seed()

    assert [row.name for row in Project.objects.get(slug="zuul").backers.all()] == ["Red Hat"]


def test_the_five_criteria_stand_in_order():
    assert list(Criterion.objects.values_list("name", flat=True)) == [
        "Strategic focus",
        "Governance",
        "Technical best practice",
        "Open collaboration",
        "Active and diverse engagement",
    ]


def test_an_invented_project_asks_for_a_home_once():
    Foundation.objects.get_or_create(pk=1, defaults={"name": "F", "email": "desk@example.org"})

    for _ in range(2):
        hosting.seed()

    asked = Enquiry.objects.get()
    assert asked.state == EnquiryState.IN_CONVERSATION
    assert asked.email.endswith(".example")
    assert asked.comment.startswith("Invented")
