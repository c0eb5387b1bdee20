"""`python -m tests.benchmarks projects`: five hundred projects with five years of monthly counts,
one of them with all that a page of a project can show.

Each line is `name value unit floor ratio`: processor time of this process for one request that no
cache of pages knows, beside the least it may cost: a bare view that asks for one row.
"""

import sys
from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext, override_settings

from foundation.base import clock
from foundation.base.models import Foundation
from projects.forces import formula
from projects.models import Focus, Project, Release, Stage
from tests import databases
from tests.benchmarks.inside import Inside
from tests.benchmarks.register import TIMES, line, spent
from tests.benchmarks.rich import enrich

PROJECTS = 500
MONTHS = 60
FOCUS = 12
RICH = 77
# Of one page; more is a mistake.
STATEMENTS = 10
PAGES = {
    "catalogue": "/projects/",
    "catalogue_focus": "/projects/?focus=focus-3",
    "catalogue_search": "/projects/?q=project+77",
    "project": "/projects/project-77/",
    "project_forces": "/projects/project-77/forces/",
    "project_forces_json": "/projects/project-77/forces.json",
    "project_badge": "/projects/project-77/badge.svg",
}


# Of each project (its `pk`) a row for each month, from `n` = 0 on.
OF_EACH_MONTH = """
    FROM projects_project, generate_series(0, %(before)s) AS n,
    LATERAL (SELECT (%(last)s::date - (%(before)s - n) * interval '1 month')::date) AS that (month)
"""
COUNTED = """
    INSERT INTO contributions_developermonth (
        project_id, month, commits, newcomers, year_commits, year_contributors,
        year_organizations, year_newcomers, bus_factor
    )
    SELECT id, month, 50, 2, 600, 40 + n %% 9, 8, 9, 5
"""
SCORED = """
    INSERT INTO forces_score (
        project_id, month, users, ecosystem, developers, formula, reckoned_at, inputs
    )
    SELECT id, month, n %% 100, (n + id) %% 100, 50, %(formula)s, %(at)s,
        '{"developers": {"contributors": 40, "organizations": 8, "bus_factor": 5}}'
"""


def fill():
    """Projects, each with focus areas, releases and five years of months, one of them rich; gives
    how many rows of months."""
    areas = Focus.objects.bulk_create(
        Focus(name=f"Focus {number}", slug=f"focus-{number}") for number in range(FOCUS)
    )
    stages = list(Stage)
    projects = Project.objects.bulk_create(
        Project(
            name=f"Project {number}", slug=f"project-{number}", stage=stages[number % len(stages)],
            tagline="Builds clouds of some kind", licence="Apache-2.0", launched="2017-12",
        )
        for number in range(PROJECTS)
    )  # fmt: skip
    Project.focus.through.objects.bulk_create(
        Project.focus.through(project=each, focus=areas[number % FOCUS])
        for number, each in enumerate(projects)
    )
    Release.objects.bulk_create(
        Release(project=each, name=f"{number}.0", released_in=f"20{17 + number}-10")
        for each in projects
        for number in range(5)
    )
    rows = _months(MONTHS)
    enrich(projects[RICH])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return rows


def _months(number):
    """So many months of each project, written by the database itself, which takes a second. The last of
    them is the last month that is over."""
    last = (clock.now().date().replace(day=1) - timedelta(days=1)).replace(day=1)
    asked = {"last": last, "before": number - 1, "at": clock.now(), "formula": formula.VERSION}
    with connection.cursor() as cursor:
        cursor.execute(COUNTED + OF_EACH_MONTH, asked)
        rows = cursor.rowcount
        cursor.execute(SCORED + OF_EACH_MONTH, asked)
        return rows + cursor.rowcount


def measure(name, path, least):
    """What a page costs beside a bare view; gives how many statements it takes."""
    browser = Inside()
    browser.get(path)
    with CaptureQueriesContext(connection) as said:
        status, _where, page = browser.get(path)
    assert status == 200, path
    statements = [float(row["time"]) * 1000 for row in said.captured_queries]
    costs = sorted(spent(lambda: browser.get(path)) for _ in range(TIMES))
    more = (
        f" | {status}, {len(page) / 1000:.0f} kB plain, {len(statements)} statements, "
        f"{sum(statements):.0f} ms of waiting for them"
    )
    line(name, costs[TIMES // 2], "ms", least, more)
    return len(statements)


def bare():
    """Milliseconds of a view that asks for one row, without middleware or template."""
    with override_settings(MIDDLEWARE=[], ROOT_URLCONF="tests.benchmarks.bare"):
        browser = Inside()
        status, _where, _page = browser.get("/bare/")
        assert status == 200
        return sorted(spent(lambda: browser.get("/bare/")) for _ in range(TIMES))[TIMES // 2]


def run():
    """All of it, in a database that is thrown away; ends with 1 if a page asks too much."""
    with databases.copy("projects"):
        Foundation.objects.get_or_create(pk=1)
        line("projects", fill(), "rows", 0, f" | {PROJECTS} projects, {MONTHS} months of each")
        least = bare()
        line("bare_view", least, "ms", least, " | a view that asks for one row")
        asked = {name: measure(name, path, least) for name, path in PAGES.items()}
    much = [name for name, number in asked.items() if number > STATEMENTS]
    if much:
        sys.exit(f"More than {STATEMENTS} statements: {', '.join(much)}")
