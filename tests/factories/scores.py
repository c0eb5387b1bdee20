"""Scores of projects, and months of developers to reckon them from."""

from datetime import date

from projects.contributions.models import DeveloperMonth
from projects.deployments.models import Adopter
from projects.forces import formula
from projects.forces.models import Score
from tests.conftest import KEYNOTE_WEEK
from tests.factories.deployments import make_aggregate, make_answer, make_deployment, make_round
from tests.factories.members import make_organization
from tests.factories.projects import make_project

SEPTEMBER = date(2022, 9, 1)


def make_score(project=None, month=SEPTEMBER, **fields):
    """A project that is in balance."""
    defaults = {
        "users": 60, "ecosystem": 55, "developers": 58, "formula": formula.VERSION,
        "reckoned_at": KEYNOTE_WEEK,
        "inputs": {
            "users": {"organizations": 40, "cores": 2000, "survey": 2022},
            "ecosystem": {"organizations": 12, "kinds": 3, "offers": 4, "as_of": "2022-09-30"},
            "developers": {"contributors": 120, "organizations": 15, "bus_factor": 9},
        },
    }  # fmt: skip
    return Score.objects.create(project=project or make_project(), month=month, **defaults | fields)


def make_month(project, month=SEPTEMBER, **fields):
    """What was counted of its developers."""
    defaults = {
        "commits": 10, "newcomers": 2, "year_commits": 100, "year_contributors": 31,
        "year_organizations": 9, "year_newcomers": 5, "bus_factor": 6,
    }  # fmt: skip
    return DeveloperMonth.objects.create(project=project, month=month, **defaults | fields)


def make_one_of_each_force():
    """A score, and an answer to the survey with what was published of its round."""
    score = make_score()
    answer = make_answer(make_round(2020), organization=make_organization("Kelp Cloud"))
    make_deployment(answer, score.project)
    make_aggregate(answer.round, score.project)
    Adopter.objects.create(
        round=answer.round, project=score.project, organization=answer.organization
    )
