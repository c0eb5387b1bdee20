"""The survey of deployments: what is asked, a round that is open, and one that was published.

All answers are invented: the organisations do not exist, their names say so, and so does the page.
They come in, are accepted, counted and published by the services.
"""

from datetime import UTC, datetime, timedelta
from random import Random

from django.conf import settings

from projects.deployments.models import (
    Answer,
    Bracket,
    Industry,
    Kind,
    Region,
    Round,
    Stage,
)
from projects.deployments.services import beginning, filling, matching, publishing
from projects.models import Project

from .facts import PRESENT, rows

NOTE = "All answers are invented for this demo: the organisations do not exist."
EDGES = (1, 100, 1_000, 10_000, 100_000, 1_000_000)
CLOSED = (datetime(2021, 9, 1, tzinfo=UTC), datetime(2021, 12, 1, tzinfo=UTC))
OPEN = (datetime(2022, 9, 1, tzinfo=UTC), datetime(2022, 12, 1, tzinfo=UTC))
PUBLISHED = datetime(2022, 1, 17, 15, tzinfo=UTC)
# How often each is told: enough of one kind to be published, and some of every other.
PROJECTS = {"openstack": 30, "kata-containers": 7, "starlingx": 4, "zuul": 5}
INDUSTRIES = {"telecom": 12, "cloud": 11, "research": 9, "finance": 4, "web": 3, "manufacturing": 1}
KINDS = {Kind.PRIVATE: 10, Kind.PUBLIC: 9, Kind.EDGE: 2, Kind.HOSTED: 1, Kind.HYBRID: 1}
REGIONS = {Region.EUROPE: 10, Region.ASIA: 9, Region.NORTH_AMERICA: 5, Region.AFRICA: 1}
STAGES = {Stage.PRODUCTION: 9, Stage.TESTING: 2, Stage.INTERESTED: 1}
CORES = {1: 1, 100: 3, 1_000: 10, 10_000: 8, 100_000: 3, 1_000_000: 1}
MANY, FEW = 40, 3


def seed() -> None:
    """Write industries, brackets and rounds; in a demo, answers too."""
    for position, row in enumerate(rows("survey_industries.csv")):
        Industry.objects.get_or_create(
            slug=row["slug"], defaults={"name": row["name"], "position": position}
        )
    for lower, above in zip(EDGES, (*EDGES[1:], None), strict=True):
        upper = above - 1 if above else None
        Bracket.objects.get_or_create(lower=lower, defaults={"upper": upper})
    note = NOTE if settings.DEMO else ""
    for (opens, closes), year in ((CLOSED, 2021), (OPEN, 2022)):
        facts = {"opens_at": opens, "closes_at": closes, "note": note}
        if settings.DEMO or year == PRESENT.year:
            Round.objects.get_or_create(year=year, defaults=facts)
    if settings.DEMO and not Answer.objects.exists():
        answer()


def answer() -> None:
    """Have invented organisations answer both rounds, and publish the first."""
    dice = Random(2021)  # noqa: S311 -- it only has to fall the same way each time
    past, now = (Round.objects.get(year=year) for year in (2021, 2022))
    for number in range(MANY):
        row = _told(dice, past, number, CLOSED[0] + timedelta(days=20, hours=number))
        matching.accept(answer=row, by=None, at=CLOSED[1])
    for number in range(FEW):
        _told(dice, now, MANY + number, PRESENT - timedelta(days=5, hours=number))
    publishing.publish(asked=past, at=PUBLISHED)


def _told(dice: Random, asked: Round, number: int, at: datetime) -> Answer:
    industry = Industry.objects.get(slug=_one(dice, INDUSTRIES))
    called = f"Invented {industry.name} {number + 1}"
    row = beginning.begin(
        asked=asked,
        token=f"invented-{asked.year}-{number}",
        organization=called,
        name=f"Demo Person {number + 1}",
        email=f"survey@invented-{industry.slug}-{number + 1}.example",
        at=at,
    )
    filling.save_organization(
        answer=row, organization=called, industry=industry, name=row.name, at=at
    )
    slugs = {_one(dice, PROJECTS) for _ in range(2)}
    projects = list(Project.objects.filter(slug__in=slugs))
    filling.save_projects(answer=row, projects=projects, at=at)
    for project in projects:
        filling.save_deployments(answer=row, project=project, rows=[_row(dice)], at=at)
    filling.save_sharing(answer=row, is_public=bool(number % 3), at=at)
    return filling.send(answer=row, at=at)


def _row(dice: Random) -> filling.Row:
    stage = _one(dice, STAGES)
    bracket = Bracket.objects.get(lower=_one(dice, CORES)) if stage == Stage.PRODUCTION else None
    return {
        "kind": _one(dice, KINDS),
        "region": _one(dice, REGIONS),
        "stage": stage,
        "bracket": bracket,
        "version": "",
    }


def _one[Choice](dice: Random, weighted: dict[Choice, int]) -> Choice:
    return dice.choices(list(weighted), list(weighted.values()))[0]
