"""What the scores are reckoned from, asked of the rooms that know it.

Only numbers that these rooms publish are taken: a cell under the floor of the survey comes as None,
and the counts of developers are those printed on the page of the project.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from foundation.base import zones
from projects.contributions.models import DeveloperMonth
from projects.deployments.queries import Users, users
from projects.ecosystem.counting import counted

# By project, month and force, the values of the measures by name; nothing where nothing is known.
type Known = dict[tuple[int, date, str], dict[str, Any]]


def gather(projects: Sequence[int], months: Sequence[date], at: datetime) -> Known:
    """What is known at `at` of these projects (their keys) in these months. Six queries."""
    return {
        **_users(projects, months, at),
        **_ecosystem(projects, months),
        **_developers(projects, months),
    }


def last_day(month: date) -> date:
    """The last day of the month that begins on `month`."""
    return (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _users(projects: Sequence[int], months: Sequence[date], at: datetime) -> Known:
    """Of each month the last round that had closed by its end, of those published at `at`."""
    known: Known = {}
    for project, rounds in users(projects, at).items():
        for month in months:
            day = last_day(month)
            told = [one for one in rounds if zones.day(one.closed_at) <= day]
            if told and _says(told[-1]):
                known[project, month, "users"] = {
                    "organizations": told[-1].organizations,
                    "cores": told[-1].cores,
                    "survey": told[-1].year,
                }
    return known


def _says(told: Users) -> bool:
    return told.organizations is not None or told.cores is not None


def _ecosystem(projects: Sequence[int], months: Sequence[date]) -> Known:
    """As of the last day of each month."""
    days = {last_day(month): month for month in months}
    return {
        (project, days[day], "ecosystem"): {
            "organizations": row.organizations,
            "kinds": row.kinds,
            "offers": row.offers,
            "undated": row.undated,
            "as_of": day.isoformat(),
        }
        for (project, day), row in counted(projects, list(days)).items()
    }


def _developers(projects: Sequence[int], months: Sequence[date]) -> Known:
    """The twelve months that end with each."""
    rows = DeveloperMonth.objects.filter(project__in=projects, month__in=months)
    return {
        (row.project_id, row.month, "developers"): {
            "contributors": row.year_contributors,
            "organizations": row.year_organizations,
            "bus_factor": row.bus_factor,
        }
        for row in rows
    }
