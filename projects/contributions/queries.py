"""Questions about the developers of projects. What is answered names no person."""

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db import DEFAULT_DB_ALIAS
from django.db.models import (
    Case,
    Count,
    DateField,
    Func,
    OuterRef,
    QuerySet,
    Subquery,
    Sum,
    When,
)
from django.db.models.functions import JSONArray
from django.urls import reverse

from foundation.base.prepared import prepared
from projects.contributions.models import Contribution, DeveloperMonth, Repository
from projects.models import Project, ProjectQuerySet

# A group of fewer people than this is not told apart from the rest: its figures would be somebody's.
FLOOR = 3
MOST_ORGANIZATIONS = 8
# Months that a chart shows: five years.
SHOWN = 60
MONTH = [field.attname for field in DeveloperMonth._meta.concrete_fields]


class Employer(NamedTuple):
    """An organisation, how many of its people contributed in the year, and how many commits."""

    name: str
    slug: str
    people: int
    commits: int


@dataclass(frozen=True, slots=True)
class Developers:
    """The developer force of a project: its months, oldest first, and whom the people work for."""

    months: list[DeveloperMonth]
    organizations: list[Employer]
    sources: list[str]

    @property
    def latest(self) -> DeveloperMonth:
        return self.months[-1]

    @property
    def year_before(self) -> DeveloperMonth | None:
        """The same month a year earlier, to compare with."""
        return self.months[-13] if len(self.months) > 12 else None

    @property
    def activity(self) -> dict[str, list[tuple[date, int]]]:
        """Commits of each month, for a chart."""
        return {"Commits": [(row.month, row.commits) for row in self.months[-SHOWN:]]}

    @property
    def people(self) -> dict[str, list[tuple[date, int]]]:
        """How many contributed in the twelve months up to each, and of these for the first time."""
        shown = self.months[-SHOWN:]
        return {
            "Contributors in twelve months": [(row.month, row.year_contributors) for row in shown],
            "of these newcomers": [(row.month, row.year_newcomers) for row in shown],
        }

    @property
    def employers(self) -> list[tuple[str, int, str, str]]:
        """Rows of a bar chart: organisations by their commits, each with its page."""
        return [
            (
                f"{row.name} ({row.people} people)",
                row.commits,
                "green",
                reverse("members:organization", args=[row.slug]),
            )
            for row in self.organizations
        ]


def of(project: Project, day: date) -> Developers | None:
    """The developers of `project` as known on `day`; None if nothing was counted. One query."""
    (told,) = _told(project.pk, day.replace(day=1))
    if not told.months:
        return None
    employers = [Employer(*row) for row in told.employers]
    return Developers([_month(row) for row in told.months], employers, told.places)


@prepared
def _told(project: int, before: date) -> QuerySet[Any]:
    """Months, employers in the newest twelve of them, and where it was counted, as JSON."""
    months = DeveloperMonth.objects.filter(project=project, month__lt=before)
    newest = Subquery(months.order_by("-month").values("month")[:1])
    employers = (
        Contribution.objects.filter(
            repository__project=project,
            organization__isnull=False,
            month__gt=_YearBefore(newest),
            month__lte=newest,
        )
        .values("organization__name", "organization__slug")
        .annotate(people=Count("contributor", distinct=True), total=Sum("commits"))
        .filter(people__gte=FLOOR)
        .order_by("-total", "organization__name")
        .values_list(JSONArray("organization__name", "organization__slug", "people", "total"))
    )
    places = Repository.objects.filter(project=project).annotate(
        place=Case(When(source="", then="address"), default="source")
    )
    return (
        Project.every.filter(pk=project)
        .only("pk")
        .annotate(
            months=ArraySubquery(months.order_by("month").values_list(JSONArray(*MONTH))),
            employers=ArraySubquery(employers[:MOST_ORGANIZATIONS]),
            places=ArraySubquery(places.order_by("place").values("place").distinct()),
        )
    )


class _YearBefore(Func):
    """The same month a year earlier."""

    template = "((%(expressions)s) - interval '1 year')"
    output_field = DateField()


def _month(row: list[Any]) -> DeveloperMonth:
    pk, project, month, *numbers = row
    values = (pk, project, date.fromisoformat(month), *numbers)
    return DeveloperMonth.from_db(DEFAULT_DB_ALIAS, MONTH, values)


def with_newest(rows: ProjectQuerySet, day: date) -> ProjectQuerySet:
    """`rows`, each with `counted`: contributors and organisations of its newest twelve months known
    on `day`; None if nothing was counted. It costs no query of its own."""
    months = DeveloperMonth.objects.filter(project=OuterRef("pk"), month__lt=day.replace(day=1))
    numbers = JSONArray("year_contributors", "year_organizations")
    return rows.annotate(counted=Subquery(months.order_by("-month").values_list(numbers)[:1]))
