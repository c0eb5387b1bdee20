"""What other rooms and pages may ask: only what was published."""

from datetime import UTC, datetime

import pytest

from projects.deployments import queries
from projects.deployments.models import Dimension
from tests.factories.deployments import NOW, make_aggregate, make_crowd, make_round
from tests.factories.projects import make_project

pytestmark = pytest.mark.django_db
OUT = datetime(2022, 1, 10, tzinfo=UTC)


def test_users_of_a_project_by_round_with_none_for_what_is_not_told():
    large, small = make_project(), make_project()
    old, new = make_round(2020, published_at=OUT), make_round(2021, published_at=OUT)
    make_aggregate(old, large, count=20, cores_lower=3000)
    make_aggregate(new, large, count=25)
    make_aggregate(new, large, Dimension.STAGE, "production", count=15)

    found = queries.users([large.pk, small.pk], NOW)

    told = [(row.year, row.organizations, row.in_production, row.cores) for row in found[large.pk]]
    assert told == [(2020, 20, None, 3000), (2021, 25, 15, None)]
    assert [row.organizations for row in found[small.pk]] == [None, None]
    assert queries.users_of(large.pk, NOW) == found[large.pk]


def test_nothing_is_told_of_a_round_before_it_is_published():
    project = make_project()
    asked = make_round(2021, published_at=datetime(2022, 11, 1, tzinfo=UTC))
    make_aggregate(asked, project)
    make_crowd(make_round(2022), project, 20)

    assert queries.users_of(project.pk, NOW) == []


@pytest.mark.parametrize("number", [1, 3])
def test_users_of_many_projects_take_two_queries(django_assert_num_queries, number):
    projects = [make_project().pk for _ in range(number)]
    for year in range(2021 - number, 2021):
        make_aggregate(make_round(year, published_at=OUT), None)

    with django_assert_num_queries(2):
        assert len(queries.users(projects, NOW)) == number
