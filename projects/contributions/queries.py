"""Questions about the developers of projects. What is answered names no person."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Count, Prefetch, Sum
from django.urls import reverse

from projects.contributions.models import Contribution, DeveloperMonth
from projects.models import Project

# A group of fewer people than this is not told apart from the rest: its figures would be somebody's.
FLOOR = 3
MOST_ORGANIZATIONS = 8
# Months that a chart shows: five years.
SHOWN = 60


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
    """The developers of `project` as known on `day`; None if nothing was counted. Three queries."""
    months = list(project.developer_months.filter(month__lt=day.replace(day=1)).order_by("month"))
    if not months:
        return None
    sources = project.repositories.values_list("source", "address")
    shown = sorted({source or address for source, address in sources})
    return Developers(months, _employers(project, months[-1].month), shown)


def newest(day: date) -> Prefetch[str]:
    """For `prefetch_related` on projects: of each the newest month known on `day`, if any."""
    rows = DeveloperMonth.objects.filter(month__lt=day.replace(day=1))
    return Prefetch(
        "developer_months", rows.order_by("project_id", "-month").distinct("project_id")
    )


def _employers(project: Project, last: date) -> list[Employer]:
    """Name, slug, people and commits of the organisations in the year that ends with `last`."""
    first = _year_before(last)
    rows = (
        Contribution.objects.filter(
            repository__project=project,
            month__gt=first,
            month__lte=last,
            organization__isnull=False,
        )
        .values_list("organization__name", "organization__slug")
        .annotate(people=Count("contributor", distinct=True), total=Sum("commits"))
        .order_by("-total", "organization__name")
    )
    told = [Employer(*row) for row in rows]
    return [row for row in told if row.people >= FLOOR][:MOST_ORGANIZATIONS]


def _year_before(month: date) -> date:
    return month.replace(year=month.year - 1)
