"""What the stated figures tell on the pages of projects and organisations they are about."""

from datetime import date, datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.safestring import SafeString

from events import facts as events
from foundation.base import charts, moments, zones
from foundation.base.facts import Line as SimpleLine
from foundation.base.facts import of
from foundation.base.models import Figure
from foundation.pages.models import FigureTie
from foundation.pages.queries import story
from foundation.pages.queries.story import Statement
from members import facts as members
from projects import facts as projects
from projects.facts import Fact, Line
from projects.models import Project

TITLE = "In figures"
SHOWN = ("shown_as", "label", "stated_on", "source", "source_url")


@projects.told(place=10)
def of_project(project: Project, at: datetime) -> Fact:
    """The figures about it, each with its day and source; a chart of those stated twice. One query."""
    found = list(story.figures_of_project(project, zones.day(at)).values())
    lines = [
        Line(f"{row.shown_as} {row.label}", row.source_url, _known(row))
        for statement in found
        for row in _each(statement)
    ]
    first = found[0].newest if found else None
    return Fact(
        TITLE,
        lines,
        Line("All figures with their days and sources", reverse("pages:figures")),
        sign=Line(first.shown_as, more=f"{first.label}, {_day(first.stated_on)}")
        if first
        else None,
        drawn=SafeString("".join(_chart(statement) for statement in found if statement.earlier)),
    )


def _figure(figure: dict[str, str]) -> SimpleLine:
    stated = date.fromisoformat(figure["stated_on"])
    known = f"stated for {_day(stated)}. Source: {figure['source']}"
    return SimpleLine(f"{figure['shown_as']} {figure['label']}", figure["source_url"], known)


@members.told(TITLE, place=15, line=_figure)
def of_organization(organization: Any, day: Any, at: Any) -> QuerySet[Any, Any]:
    """The newest of the figures about it."""
    return _newest(FigureTie.objects.filter(organization=organization), day)


@events.told(TITLE, place=15, line=_figure, shows=(Figure, FigureTie))
def of_event(event: Any, day: Any, at: Any) -> QuerySet[Any, Any]:
    """The newest of the figures about it."""
    return _newest(FigureTie.objects.filter(event=event), day)


def _newest(ties: QuerySet[FigureTie], day: Any) -> QuerySet[Any, Any]:
    stated = Figure.objects.filter(key=OuterRef("key"), stated_on__lte=day).order_by("-stated_on")
    newest = stated.values(json=JSONObject(**{name: name for name in SHOWN}))[:1]
    told = ties.annotate(figure=Subquery(newest)).filter(figure__isnull=False)
    return of(told.order_by("key"), figure="figure")


def _each(statement: Statement) -> list[Figure]:
    """The statements that need a line: where the chart's source is that of all, the newest."""
    rows = list(reversed(statement.all))
    return rows if len({row.source for row in rows}) > 1 else rows[:1]


def _chart(statement: Statement) -> SafeString:
    label = statement.newest.label
    return charts.line_chart(
        {label: [*statement.points]},
        title=label[:1].upper() + label[1:],
        unit=statement.unit,
        source=statement.newest.source,
    )


def _known(row: Figure) -> str:
    return f"stated for {_day(row.stated_on)}. Source: {row.source}"


def _day(day: date) -> str:
    return moments.day_range(day, day)
