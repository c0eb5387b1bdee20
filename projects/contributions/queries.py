"""Questions about the developers of projects. What is answered names no person."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Sum

from projects.contributions.models import Contribution, DeveloperMonth
from projects.models import Project

# A group of fewer people than this is not told apart from the rest: its figures would be somebody's.
FLOOR = 3
MOST_ORGANIZATIONS = 8


@dataclass(frozen=True, slots=True)
class Developers:
    """The developer force of a project: its months, oldest first, and who they work for."""

    months: list[DeveloperMonth]
    organizations: list[tuple[str, str, int, int]]
    sources: list[str]

    @property
    def latest(self) -> DeveloperMonth:
        return self.months[-1]

    @property
    def year_before(self) -> DeveloperMonth | None:
        """The same month a year earlier, to compare with."""
        return self.months[-13] if len(self.months) > 12 else None


def of(project: Project, day: date) -> Developers | None:
    """The developers of `project` as known on `day`; None if nothing was counted. Three queries."""
    months = list(project.developer_months.filter(month__lt=day.replace(day=1)).order_by("month"))
    if not months:
        return None
    sources = project.repositories.values_list("source", "address")
    shown = sorted({source or address for source, address in sources})
    return Developers(months, _employers(project, months[-1].month), shown)


def _employers(project: Project, last: date) -> list[tuple[str, str, int, int]]:
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
    return [row for row in rows if row[2] >= FLOOR][:MOST_ORGANIZATIONS]


def _year_before(month: date) -> date:
    return month.replace(year=month.year - 1)
