"""From contributions to the months of a project: commits, people, newcomers, bus factor."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.db import connection, transaction

from foundation.base import zones
from projects.contributions.models import DeveloperMonth
from projects.models import Project

# `counted` is everything of one project; each month looks back over twelve. The bus factor counts
# those who, from the busiest on, had not yet reached half of the commits when their turn came.
RECKON = """
    WITH counted AS (
        SELECT contributor_id, organization_id, month, sum(commits) AS commits
        FROM contributions_contribution JOIN contributions_repository r ON r.id = repository_id
        WHERE r.project_id = %(project)s AND month <= %(last)s
        GROUP BY 1, 2, 3
    ), firsts AS (
        SELECT min(month) AS month FROM counted GROUP BY contributor_id
    ), months AS (
        SELECT generate_series(min(month), %(last)s, '1 month')::date AS month FROM counted
    )
    INSERT INTO contributions_developermonth (project_id, month, commits, newcomers, year_commits,
        year_contributors, year_organizations, year_newcomers, bus_factor)
    SELECT %(project)s, m.month,
        (SELECT coalesce(sum(commits), 0) FROM counted WHERE month = m.month),
        (SELECT count(*) FROM firsts WHERE month = m.month),
        year.commits, year.people, year.organizations,
        (SELECT count(*) FROM firsts
            WHERE month > m.month - interval '1 year' AND month <= m.month),
        (SELECT count(*) FROM (
            SELECT sum(sum(commits)) OVER (ORDER BY sum(commits) DESC, contributor_id)
                - sum(commits) AS before, sum(sum(commits)) OVER () AS everything
            FROM counted WHERE month > m.month - interval '1 year' AND month <= m.month
            GROUP BY contributor_id) AS ranked
            WHERE before * 2 < everything)
    FROM months m CROSS JOIN LATERAL (
        SELECT coalesce(sum(commits), 0) AS commits, count(DISTINCT contributor_id) AS people,
            count(DISTINCT organization_id) AS organizations
        FROM counted WHERE month > m.month - interval '1 year' AND month <= m.month) AS year
"""


# What is to be done once the months of a project (its key) have been reckoned, at a moment.
type Sequel = Callable[[int, datetime], object]

_sequels: list[Sequel] = []


def followed_by(sequel: Sequel) -> Sequel:
    """Decorator: have a room above do this in the same transaction, whenever months were reckoned.

    This room knows none above it: what they make of the months is whole with them, or not at all.
    """
    _sequels.append(sequel)
    return sequel


@transaction.atomic
def reckon(*, project: Project, at: datetime) -> None:
    """Reckon every month of `project` up to the last that is over at `at`. Three statements, and
    those of who makes something of it."""
    Project.objects.select_for_update().get(pk=project.pk)
    DeveloperMonth.objects.filter(project=project).delete()
    with connection.cursor() as cursor:
        cursor.execute(RECKON, {"project": project.pk, "last": last_month(zones.day(at))})
    for sequel in _sequels:
        sequel(project.pk, at)


def is_reckoned(*, project: Project, at: datetime) -> bool:
    """Whether the last month that is over at `at` has been reckoned."""
    return project.developer_months.filter(month=last_month(zones.day(at))).exists()


def last_month(day: date) -> date:
    """The first day of the last month that is over on `day`."""
    return (day.replace(day=1) - timedelta(days=1)).replace(day=1)
