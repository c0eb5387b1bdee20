"""A project of which everything is known that its page can show."""

from datetime import UTC, date, datetime

from projects.contributions.models import Contribution, Contributor
from projects.deployments.services import publishing
from projects.models import LinkKind, ProjectLink
from tests.factories.deployments import make_crowd, make_round
from tests.factories.ecosystem import make_offer, make_tie
from tests.factories.members import make_organization
from tests.factories.news import make_story
from tests.factories.repositories import make_repository

OF_EACH = 10
PEOPLE = 4
# 24 less what is taken away are told as 20, whatever that is.
USERS = 24
PUBLISHED = datetime(2022, 1, 17, 15, tzinfo=UTC)


def enrich(project):
    """Give it contributions of four people from each of ten organisations, and ten each of ties,
    offers, stories and links; and publish a survey in which 24 run it and ten agreed to be named."""
    organizations = [make_organization(f"Employer {number}") for number in range(OF_EACH)]
    _contribute(project, organizations)
    for number, organization in enumerate(organizations):
        make_tie(project, organization)
        make_offer(name=f"Cloud {number}", projects=[project])
        make_story(title=f"Story {number}", slug=f"rich-{number}", projects=[project])
    asked = make_round(2021)
    make_crowd(asked, project, USERS, public=OF_EACH)
    publishing.publish(asked=asked, at=PUBLISHED)
    ProjectLink.objects.bulk_create(
        ProjectLink(project=project, kind=kind, url=f"https://{kind}.example/") for kind in LinkKind
    )
    project.backers.set(organizations)


def _contribute(project, organizations):
    """A commit of each person in each of the last twelve months."""
    repository = make_repository("/rich", project=project)
    people = Contributor.objects.bulk_create(
        Contributor(key=f"person-{number}") for number in range(PEOPLE * len(organizations))
    )
    Contribution.objects.bulk_create(
        Contribution(
            repository=repository, contributor=person, commits=1,
            month=date(2021 + (9 + n) // 12, (9 + n) % 12 + 1, 1),
            organization=organizations[number % len(organizations)],
        )
        for number, person in enumerate(people)
        for n in range(12)
    )  # fmt: skip
