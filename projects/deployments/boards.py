"""What public pages show of the survey: the published cells of a project, or of all of them.

Only what was published is read: a page cannot tell what is not in there.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.urls import reverse

from foundation.base.models import Figure
from foundation.base.prepared import prepared
from members.models import Organization
from projects.deployments.models import Adopter, Aggregate, Dimension, Round, Stage
from projects.models import Project

# How each table is called, in the order of the page, and its colour.
TABLES = {
    Dimension.STAGE: "How far they are",
    Dimension.CORES: "Cores in production",
    Dimension.KIND: "How they run it",
    Dimension.INDUSTRY: "What they live by",
    Dimension.REGION: "Where it runs",
}


@dataclass(frozen=True)
class Table:
    """The cells of one dimension that are told."""

    dimension: str
    title: str
    cells: list[Aggregate]

    @property
    def bars(self) -> list[tuple[str, int, str]]:
        """Rows of a bar chart."""
        return [(cell.label, cell.count, "gold") for cell in self.cells]


@dataclass(frozen=True)
class Year:
    """What one round tells of a project, or of all together."""

    round: Round
    cells: list[Aggregate]

    def cell(self, dimension: str, value: str = "") -> Aggregate | None:
        """One cell; None when it is not told."""
        return next(
            (row for row in self.cells if (row.dimension, row.value) == (dimension, value)), None
        )

    @property
    def total(self) -> int | None:
        """How many organisations at least."""
        found = self.cell(Dimension.TOTAL)
        return found.count if found else None

    @property
    def in_production(self) -> int | None:
        """How many of them run it in production, at least."""
        found = self.cell(Dimension.STAGE, Stage.PRODUCTION)
        return found.count if found else None

    @property
    def cores(self) -> int | None:
        """How many cores in production, at least: reckoned from the brackets that are told."""
        found = self.cell(Dimension.TOTAL)
        return found.cores_lower if found else None

    @property
    def tables(self) -> list[Table]:
        """The dimensions of which something is told."""
        found = []
        for dimension, title in TABLES.items():
            cells = [row for row in self.cells if row.dimension == dimension]
            if cells:
                found.append(Table(dimension, title, cells))
        return found


def years(project: Project | None, at: datetime) -> list[Year]:
    """The rounds published by `at`, newest first, each with its cells of `project`. Two queries."""
    mine = Prefetch("aggregates", Aggregate.objects.filter(project=project).order_by("position"))
    rounds = Round.objects.published_by(at).prefetch_related(mine)
    return [Year(row, list(row.aggregates.all())) for row in rounds]


def newest(project: Project, at: datetime) -> Year | None:
    """The newest published round that tells something of `project`, for its page. One query."""
    cells = _cells(project.pk, at)
    if not cells:
        return None
    asked = cells[0].round
    return Year(asked, [row for row in cells if row.round_id == asked.pk])


@prepared
def _cells(project: int, at: datetime) -> QuerySet[Aggregate]:
    rows = Aggregate.objects.filter(project=project, round__published_at__lte=at)
    return rows.select_related("round").order_by("-round__year", "position")


def by_project(asked: Round) -> list[Aggregate]:
    """The totals of the projects in one round, the most used first. One query."""
    rows = Aggregate.objects.filter(round=asked, dimension=Dimension.TOTAL, project__isnull=False)
    return list(rows.select_related("project").order_by("-count", "project__position"))


def adopters(project: Project, asked: Round) -> list[Organization]:
    """Who agreed to be named as a user of `project` in production, by name. One query."""
    mine = Adopter.objects.filter(project=project, round=asked)
    return list(Organization.objects.filter(pk__in=mine.values("organization")).order_by("name"))


def stated_cores(at: datetime) -> list[Figure]:
    """Cores in production as they were stated elsewhere, each with its source. One query."""
    return list(Figure.objects.filter(Q(key="cores"), stated_on__lte=at).order_by("stated_on"))


def as_json(found: list[Year]) -> list[dict[str, Any]]:
    """The rounds for programs, newest first; what is not told is not there."""
    return [
        {
            "year": year.round.year,
            "published_at": year.round.published_at,
            "note": year.round.note,
            "floor": year.round.floor,
            "organizations_at_least": year.total,
            "cores_at_least": year.cores,
            "tables": {
                table.dimension: [
                    {"value": cell.value, "label": cell.label, "organizations_at_least": cell.count}
                    for cell in table.cells
                ]
                for table in year.tables
            },
        }
        for year in found
    ]


def address(project: Project | None) -> str:
    """The page of the figures."""
    if project is None:
        return reverse("deployments:everything")
    return reverse("deployments:users", args=[project.slug])
