"""`python -m tests.benchmarks projects`: five hundred projects with five years of monthly counts.

Each line is `name value unit floor ratio`: processor time of this process for one request that no
cache of pages knows, beside the least it may cost: a bare view that asks for one row.
"""

from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext

from foundation.base import clock
from foundation.base.models import Foundation
from projects.contributions.models import DeveloperMonth
from projects.forces import formula
from projects.forces.models import Score
from projects.models import Focus, Project, Release, Stage
from tests import databases
from tests.benchmarks.inside import Inside
from tests.benchmarks.register import TIMES, line, spent

PROJECTS = 500
MONTHS = 60
FOCUS = 12
PAGES = {
    "catalogue": "/projects/",
    "catalogue_focus": "/projects/?focus=focus-3",
    "catalogue_search": "/projects/?q=project+77",
    "project": "/projects/project-77/",
    "project_forces": "/projects/project-77/forces/",
    "project_forces_json": "/projects/project-77/forces.json",
    "project_badge": "/projects/project-77/badge.svg",
}


def fill(months=MONTHS):
    """Projects, each with focus areas, releases, and so many months; gives how many rows."""
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
    rows = _months(projects, months)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return rows


def _months(projects, number):
    """The last of them is the last month that is over."""
    today = clock.now().date()
    last = today.year * 12 + today.month - 2
    months = [date(n // 12, n % 12 + 1, 1) for n in range(last - number + 1, last + 1)]
    counted = DeveloperMonth.objects.bulk_create(
        (
            DeveloperMonth(
                project=each, month=month, commits=50, newcomers=2, year_commits=600,
                year_contributors=40 + n % 9, year_organizations=8, year_newcomers=9, bus_factor=5,
            )
            for each in projects
            for n, month in enumerate(months)
        ),
        batch_size=5000,
    )  # fmt: skip
    Score.objects.bulk_create(
        (
            Score(
                project=each, month=month, users=n % 100, ecosystem=(n + each.pk) % 100,
                developers=50, formula=formula.VERSION, reckoned_at=clock.now(),
                inputs={"developers": {"contributors": 40, "organizations": 8, "bus_factor": 5}},
            )
            for each in projects
            for n, month in enumerate(months)
        ),
        batch_size=5000,
    )  # fmt: skip
    return 2 * len(counted)


def measure(name, path, least):
    """What a page costs and how many statements it takes, beside a bare view."""
    browser = Inside()
    browser.get(path)
    with CaptureQueriesContext(connection) as said:
        status, _where, page = browser.get(path)
    statements = [float(row["time"]) * 1000 for row in said.captured_queries]
    costs = sorted(spent(lambda: browser.get(path)) for _ in range(TIMES))
    more = (
        f" | {status}, {len(page) / 1000:.0f} kB plain, {len(statements)} statements, "
        f"{sum(statements):.0f} ms of waiting for them"
    )
    line(name, costs[TIMES // 2], "ms", least, more)


def run():
    """All of it, in a database that is thrown away."""
    with databases.copy("projects"):
        Foundation.objects.get_or_create(pk=1)
        line("projects", fill(), "rows", 0, f" | {PROJECTS} projects, {MONTHS} months of each")
        bare = sorted(spent(lambda: Inside().get("/healthz/")) for _ in range(TIMES))
        least = bare[TIMES // 2]
        line("bare_view", least, "ms", least, " | a view that answers without a row")
        for name, path in PAGES.items():
            measure(name, path, least)
