"""What is told of a round, once, and what the tables themselves refuse."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, InternalError, transaction

from foundation.base.errors import RuleError
from projects.deployments import suppressing
from projects.deployments.models import Adopter, Aggregate, Bracket, Dimension, Round, Standing
from projects.deployments.services import publishing
from tests.factories.deployments import (
    NOW,
    make_aggregate,
    make_answer,
    make_bracket,
    make_crowd,
    make_deployment,
    make_round,
)
from tests.factories.projects import make_project

pytestmark = pytest.mark.django_db


@pytest.fixture
def nothing_away(monkeypatch):
    """As if the secret number of every cell were 0."""
    monkeypatch.setattr(suppressing, "secret", lambda cell: 0)
    monkeypatch.setitem(suppressing.sheet.__kwdefaults__, "away", lambda cell: 0)


def refused(code):
    return pytest.raises(RuleError, check=lambda refusal: refusal.code == code)


def cells(asked):
    rows = Aggregate.objects.filter(round=asked).values_list(
        "project", "dimension", "value", "count", "cores_lower"
    )
    return {row[:3]: row[3:] for row in rows}


@pytest.mark.usefixtures("nothing_away")
def test_cells_are_told_as_at_least_and_cores_from_the_brackets():
    asked, project = make_round(2021), make_project()
    make_bracket(100, 999)
    make_crowd(asked, project, 12)
    make_crowd(asked, project, 6, bracket=Bracket.objects.get(lower=100))
    make_crowd(asked, project, 4, stage="testing")

    publishing.publish(asked=asked, at=NOW)

    found = cells(asked)
    assert found[project.pk, "total", ""] == (20, 10 * 1000 + 5 * 100)
    assert found[project.pk, "stage", "production"] == (15, None)
    assert (project.pk, "stage", "testing") not in found
    assert found[project.pk, "cores", "1000"] == (10, 10_000)
    assert found[None, "cores", "100"] == (5, 500)
    assert found[None, "total", ""] == (20, 10_500)


@pytest.mark.usefixtures("nothing_away")
def test_what_does_not_count_is_not_counted():
    asked, project = make_round(2021), make_project()
    make_crowd(asked, project, 4)
    for fields in ({"sent_at": None}, {"standing": Standing.SET_ASIDE}):
        make_deployment(make_answer(asked, **fields), project)

    publishing.publish(asked=asked, at=NOW)

    assert not Aggregate.objects.exists()


def test_who_agreed_and_is_known_is_named_where_the_number_is_told():
    asked, large, small = make_round(2021), make_project(), make_project()
    named = make_crowd(asked, large, 20, public=2)[:2]
    make_crowd(asked, small, 4, public=4)
    unknown = make_answer(asked, standing=Standing.ACCEPTED, is_public=True)
    make_deployment(unknown, large)
    looking = make_answer(asked, is_public=True)
    make_deployment(looking, large, stage="interested")
    make_deployment(looking, small)

    publishing.publish(asked=asked, at=NOW)

    told = set(Adopter.objects.values_list("project", "organization"))
    assert told == {(large.pk, answer.organization_id) for answer in named}


def test_a_round_is_published_once_after_it_closed_and_without_names_that_wait():
    asked = make_round(2021)
    waiting = make_answer(asked, standing=Standing.WAITING)

    with refused("open"):
        publishing.publish(asked=asked, at=asked.closes_at - timedelta(seconds=1))
    with refused("names_wait"):
        publishing.publish(asked=asked, at=NOW)
    waiting.delete()
    publishing.publish(asked=asked, at=NOW)
    with refused("published"):
        publishing.publish(asked=asked, at=NOW)


def test_publishing_takes_the_same_statements_for_any_number_of_answers(
    django_assert_num_queries, monkeypatch
):
    monkeypatch.setattr(publishing, "_sequels", [])  # what others make of it is theirs
    for year, size in ((2020, 10), (2021, 40)):
        asked = make_round(year)
        make_crowd(asked, make_project(), size, public=size)
        with django_assert_num_queries(12):
            publishing.publish(asked=asked, at=NOW)


def test_what_was_published_is_neither_changed_nor_taken_back():
    asked = make_round(2021)
    row = make_aggregate(asked, None)
    publishing.publish(asked=asked, at=NOW)

    for change in (
        lambda: Aggregate.objects.filter(pk=row.pk).update(count=100),
        lambda: Aggregate.objects.all().delete(),
        lambda: Round.objects.filter(pk=asked.pk).update(floor=3),
        lambda: Round.objects.filter(pk=asked.pk).update(published_at=None),
    ):
        with pytest.raises((InternalError, IntegrityError)), transaction.atomic():
            change()


@pytest.mark.parametrize("count", [0, 4, 7])
def test_the_table_itself_refuses_a_number_that_is_no_five(count):
    with pytest.raises(IntegrityError, match="aggregate_in_fives"):
        make_aggregate(make_round(), None, Dimension.TOTAL, count=count)


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"opens_at": datetime(2022, 12, 1, tzinfo=UTC)}, "round_one_open_at_a_time"),
        ({"floor": 2}, "round_floor_is_three_at_least"),
        ({"closes_at": datetime(2023, 8, 1, tzinfo=UTC)}, "round_closes_after_it_opens"),
        ({"published_at": NOW}, "round_published_after_it_closed"),
    ],
)
def test_rounds_that_cannot_be_are_refused(fields, rule):
    make_round(2022)

    with pytest.raises(IntegrityError, match=rule):
        make_round(2023, **fields)


def test_brackets_do_not_overlap():
    make_bracket(1000, 9999)

    with pytest.raises(IntegrityError, match="bracket_overlaps_no_other"):
        make_bracket(9999, None)
