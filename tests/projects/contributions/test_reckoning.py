"""The months of a project, reckoned from its contributions, against a plain reckoning in Python."""

import random
from collections import Counter
from datetime import date

import pytest

from projects.contributions import queries, reckoning
from projects.contributions.models import Contribution, Contributor, DeveloperMonth
from tests.factories.members import make_organization
from tests.factories.projects import make_project
from tests.factories.repositories import make_repository

pytestmark = pytest.mark.django_db


def months(first, last):
    while first <= last:
        yield first
        first = date(first.year + first.month // 12, first.month % 12 + 1, 1)


def add(repository, person, month, commits=1, organization=None):
    contributor, _ = Contributor.objects.get_or_create(key=str(person))
    Contribution.objects.create(
        repository=repository, contributor=contributor, month=month, commits=commits, organization=organization
    )  # fmt: skip


def plainly(rows, month):
    """What a month should say; rows are (person, organisation, month, commits)."""
    year = [row for row in rows if date(month.year - 1, month.month, 1) < row[2] <= month]
    firsts = {}
    for person, _, when, _ in rows:
        firsts[person] = min(when, firsts.get(person, when))
    people = Counter()
    for person, _, _, commits in year:
        people[person] += commits
    busiest, reached, bus = people.most_common(), 0, 0
    while reached * 2 < people.total():
        reached += busiest[bus][1]
        bus += 1
    return {
        "commits": sum(row[3] for row in rows if row[2] == month),
        "newcomers": sum(when == month for when in firsts.values()),
        "year_commits": people.total(),
        "year_contributors": len(people),
        "year_organizations": len({row[1] for row in year if row[1]}),
        "year_newcomers": sum(
            date(month.year - 1, month.month, 1) < when <= month for when in firsts.values()
        ),
        "bus_factor": bus,
    }


def test_every_month_says_what_a_plain_reckoning_says(at):
    dice = random.Random(5)
    project = make_project()
    repositories = [make_repository(f"/r{n}", project=project) for n in range(2)]
    companies = [make_organization(name) for name in ("One", "Two")]
    span = list(months(date(2020, 11, 1), date(2022, 10, 1)))
    rows = []
    for _ in range(120):
        person, month, commits = dice.randrange(15), dice.choice(span), dice.randrange(1, 9)
        company = dice.choice([*companies, None])
        repository = dice.choice(repositories)
        contributor, _ = Contributor.objects.get_or_create(key=str(person))
        _, made = Contribution.objects.get_or_create(
            repository=repository, contributor=contributor, month=month, organization=company,
            defaults={"commits": commits},
        )  # fmt: skip
        if made and month < date(2022, 10, 1):
            rows.append((person, company, month, commits))

    reckoning.reckon(project=project, at=at)

    found = {
        row["month"]: row for row in DeveloperMonth.objects.values() if row.pop("id") and row.pop("project_id")
    }  # fmt: skip
    first = min(row[2] for row in rows)
    assert list(months(first, date(2022, 9, 1))) == sorted(found)
    for month, row in found.items():
        row.pop("month")
        assert row == plainly(rows, month), month


def test_the_month_that_runs_is_not_counted_yet(at):
    repository = make_repository("/r")
    add(repository, "ada", date(2022, 10, 1))

    reckoning.reckon(project=repository.project, at=at)

    assert not DeveloperMonth.objects.exists()
    assert queries.of(repository.project, date(2022, 10, 10)) is None


def test_an_organisation_of_few_people_is_not_told_apart(at):
    repository = make_repository("/r")
    large, small = make_organization("Large"), make_organization("Small")
    for person in ("a", "b", "c"):
        add(repository, person, date(2022, 9, 1), 2, large)
    add(repository, "d", date(2022, 9, 1), 50, small)
    reckoning.reckon(project=repository.project, at=at)

    developers = queries.of(repository.project, date(2022, 10, 10))

    assert developers.organizations == [("Large", "large", 3, 6)]
    assert developers.latest.year_organizations == 2
