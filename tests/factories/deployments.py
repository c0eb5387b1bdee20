"""Rounds of the survey, answers to them, and what was published."""

from datetime import UTC, datetime
from itertools import count

from projects.deployments.models import (
    Aggregate,
    Answer,
    Bracket,
    Deployment,
    Dimension,
    Industry,
    Kind,
    Region,
    Round,
    Stage,
    Standing,
)
from tests.factories.members import make_organization
from tests.factories.projects import make_project

_numbers = count(1)
NOW = datetime(2022, 10, 10, 9, tzinfo=UTC)


def make_round(year=2022, **fields):
    """A round that is open from September to the end of the year."""
    defaults = {
        "opens_at": datetime(year, 9, 1, tzinfo=UTC),
        "closes_at": datetime(year + 1, 1, 1, tzinfo=UTC),
    }
    return Round.objects.create(year=year, **defaults | fields)


def make_bracket(lower=1000, upper=9999):
    """A bracket, found again by where it begins."""
    return Bracket.objects.get_or_create(lower=lower, defaults={"upper": upper})[0]


def make_industry(name="Telecom"):
    """An industry, found again by its name."""
    slug = name.lower().replace(" ", "-")
    return Industry.objects.get_or_create(name=name, defaults={"slug": slug})[0]


def make_answer(asked, *, organization=None, sent_at=NOW, **fields):
    """An answer as it is stored, sent and of an organisation of the register unless said otherwise."""
    number = next(_numbers)
    if organization is None and "standing" not in fields:
        organization = make_organization(f"Operator {number}")
    defaults = {
        "reference": f"A{number:07}",
        "token": f"token-{number}",
        "organization": organization,
        "organization_name": organization.name if organization else f"Typed {number}",
        "industry": make_industry(),
        "name": f"Person {number}",
        "email": f"person-{number}@operator.example",
        "is_public": False,
        "standing": Standing.KNOWN if organization else Standing.WAITING,
        "sent_at": sent_at,
    }
    return Answer.objects.create(round=asked, **defaults | fields)


def make_deployment(answer, project=None, **fields):
    """A private cloud in Europe, in production."""
    defaults = {"kind": Kind.PRIVATE, "stage": Stage.PRODUCTION, "region": Region.EUROPE}
    if fields.get("stage", Stage.PRODUCTION) == Stage.PRODUCTION:
        defaults["bracket"] = make_bracket()
    project = project or make_project()
    answer.projects.add(project)
    return Deployment.objects.create(answer=answer, project=project, **defaults | fields)


def make_crowd(asked, project, size, *, public=0, **fields):
    """`size` organisations that run `project` alike; the first `public` may be named."""
    answers = [make_answer(asked, is_public=number < public) for number in range(size)]
    for answer in answers:
        make_deployment(answer, project, **fields)
    return answers


def make_aggregate(asked, project, dimension=Dimension.TOTAL, value="", **fields):
    """A published figure, as it is stored."""
    defaults = {"label": value or "All", "count": 10}
    return Aggregate.objects.create(
        round=asked, project=project, dimension=dimension, value=value, **defaults | fields
    )
