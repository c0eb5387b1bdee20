"""Questions about the scores of projects. Pages read them here and reckon nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db import DEFAULT_DB_ALIAS
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONArray, JSONObject

from foundation.base.prepared import prepared
from projects.contributions.models import Repository
from projects.deployments.models import Round
from projects.forces import balance
from projects.forces.models import FORCES, Score
from projects.models import Project, ProjectQuerySet

# Months of the history that a page shows: five years.
SHOWN = 60
# Projects in the comparison, beside the one it is about.
MOST_OTHERS = 12
MONTH = [field.attname for field in Score._meta.concrete_fields if field.name != "reckoned_at"]


class Beside(NamedTuple):
    """Another project and its scores in the same month."""

    slug: str
    name: str
    users: int | None
    ecosystem: int | None
    developers: int | None

    def of(self, force: str) -> int | None:
        """The score of one of the three."""
        found: int | None = getattr(self, force)
        return found


@dataclass(frozen=True)
class Forces:
    """The scores of a project, its months oldest first, and those of others in its last month."""

    months: Sequence[Score]
    others: Sequence[Beside] = ()
    own: str = ""
    surveys: dict[int, str] = field(default_factory=dict)

    @property
    def survey_note(self) -> str:
        """What is to be said of the survey that its users were taken from; "" for nothing."""
        inputs = self.latest.inputs.get("users") or {}
        return self.surveys.get(inputs.get("survey") or 0, "")

    @property
    def latest(self) -> Score:
        return self.months[-1]

    @cached_property
    def year_before(self) -> Score | None:
        """The same month a year earlier, where it was reckoned by the same formula."""
        month = self.latest.month.replace(year=self.latest.month.year - 1)
        found = next((row for row in self.months if row.month == month), None)
        return found if found and found.formula == self.latest.formula else None

    def trend(self, force: str) -> int | None:
        """How much the score has grown in a year; None where one of the two is not known."""
        now = self.latest.of(force)
        before = self.year_before.of(force) if self.year_before else None
        return None if now is None or before is None else now - before

    def place(self, force: str) -> tuple[int, int] | None:
        """Its place among all projects that have this score, and how many these are."""
        now = self.latest.of(force)
        if now is None:
            return None
        scores = [value for row in self.others if (value := row.of(force)) is not None]
        return 1 + sum(value > now for value in scores), 1 + len(scores)

    @property
    def sentence(self) -> str:
        """Whether the three are in balance."""
        return balance.sentence(self.latest)

    @property
    def compared(self) -> list[Beside]:
        """It and the projects with most of the three in all, the most first."""
        most = sorted(self.others, key=_all, reverse=True)[:MOST_OTHERS]
        scores = (self.latest.of(force) for force in FORCES)
        return sorted([Beside("", self.own, *scores), *most], key=_all, reverse=True)

    @property
    def colours(self) -> dict[str, str]:
        """The colours of the lines of the chart."""
        return {force.capitalize(): force for force in FORCES}

    @property
    def history(self) -> dict[str, list[tuple[date, int]]]:
        """The months of each force for a chart; a month that is not known is left out."""
        lines = {"Ecosystem": "ecosystem", "Users": "users", "Developers": "developers"}
        return {
            label: [
                (row.month, value) for row in self.months if (value := row.of(force)) is not None
            ]
            for label, force in lines.items()
        }


def _all(row: Beside) -> int:
    return sum(row.of(force) or 0 for force in FORCES)


def of(project: Project, day: date) -> Forces | None:
    """The scores of `project` known on `day`, a year back; None if there are none. One query."""
    months = _year(project.pk, day.replace(day=1))
    return Forces(months[::-1]) if months else None


@prepared
def _year(project: int, before: date) -> QuerySet[Score]:
    return Score.objects.filter(project=project, month__lt=before).order_by("-month")[:13]


def whole(project: Project, day: date) -> Forces | None:
    """The same for five years back, with the scores of all other projects. One query."""
    (told,) = _whole(project.pk, day.replace(day=1))
    if not told.months:
        return None
    months = [_month(row) for row in reversed(told.months)]
    others = [Beside(*row) for row in told.others]
    return Forces(months, others, project.name, dict(map(tuple, told.surveys)))


@prepared
def _whole(project: int, before: date) -> QuerySet[Any]:
    """The months of the project, the newest first, and the others in its newest, as JSON."""
    own = Score.objects.filter(project=project, month__lt=before).order_by("-month")
    others = Score.objects.filter(month=Subquery(own.values("month")[:1])).exclude(project=project)
    shown = JSONArray("project__slug", "project__name", *FORCES)
    return (
        Project.every.filter(pk=project)
        .only("pk")
        .annotate(
            months=ArraySubquery(own.values_list(JSONArray(*MONTH))[:SHOWN]),
            others=ArraySubquery(others.order_by("project__name").values_list(shown)),
            surveys=ArraySubquery(Round.objects.order_by().values_list(JSONArray("year", "note"))),
        )
    )


def _month(row: list[Any]) -> Score:
    values = [date.fromisoformat(value) if name == "month" else value
              for name, value in zip(MONTH, row, strict=True)]  # fmt: skip
    return Score.from_db(DEFAULT_DB_ALIAS, MONTH, values)


def with_newest(rows: ProjectQuerySet, day: date) -> ProjectQuerySet:
    """`rows`, each with `forces`: the newest scores known on `day` by name; None if there are none.
    It costs no query of its own."""
    newest = Score.objects.filter(project=OuterRef("pk"), month__lt=day.replace(day=1))
    scores = JSONObject(**{force: force for force in FORCES}, month="month")
    return rows.annotate(forces=Subquery(newest.order_by("-month").values(scores=scores)[:1]))


def repositories(project: Project) -> list[str]:
    """Where the developers were counted. One query."""
    rows = Repository.objects.filter(project=project).values_list("source", "address")
    return sorted({source or address for source, address in rows})
