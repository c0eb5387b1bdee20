from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from projects.models import Project, Stage
from tests.factories.projects import make_project

pytestmark = pytest.mark.django_db


def test_a_project_is_as_old_as_its_work():
    zuul = make_project(launched="2018-05", begun="2012")

    assert zuul.anniversary_in(2022).years == 10


def test_a_project_is_confirmed_since_its_day():
    assert make_project(confirmed_on=date(2019, 4, 8)).since == "8 April 2019"


def test_a_project_in_maintenance_says_since_when_as_exactly_as_is_known():
    assert make_project(stage=Stage.MAINTENANCE, stage_since="2022").since == "2022"


def test_a_pilot_whose_first_day_is_not_known_claims_none():
    assert make_project(stage=Stage.PILOT, launched="2019").since == ""


@pytest.mark.parametrize(
    "fields",
    [
        {"stage": "dream"},
        {"launched": "May 2018"},
        {"begun": "2012-13"},
        {"stage": Stage.PILOT, "confirmed_on": date(2020, 1, 1)},
    ],
)
def test_the_database_refuses_what_cannot_be(fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_project(**fields)


def test_a_project_cannot_take_the_address_of_a_page():
    with pytest.raises(ValidationError, match="address of a page"):
        Project(name="Hosting", slug="hosting", stage=Stage.PILOT, tagline="x").full_clean()


def test_projects_stand_in_the_order_of_their_stages():
    for stage in reversed(Stage.values):
        make_project(stage=stage)

    assert [row.stage for row in Project.objects.in_stage_order()] == Stage.values
