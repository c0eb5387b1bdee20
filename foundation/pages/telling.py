"""What the stated figures tell on the pages of projects and organisations they are about."""

from datetime import datetime

from django.urls import reverse
from django.utils.safestring import SafeString

from foundation.base import charts, moments, zones
from foundation.base.models import Figure
from foundation.pages.queries import story
from foundation.pages.queries.story import Statement
from members import facts as members
from members.models import Organization
from projects import facts as projects
from projects.facts import Fact, Line
from projects.models import Project

TITLE = "In figures"


@projects.told(place=10)
def of_project(project: Project, at: datetime) -> Fact:
    """The figures about it, each with its day and source; a chart of those stated twice. One query."""
    found = list(story.figures_of_project(project, zones.day(at)).values())
    lines = [
        Line(f"{row.shown_as} {row.label}", row.source_url, _known(row))
        for statement in found
        for row in reversed(statement.all)
    ]
    first = found[0].newest if found else None
    return Fact(
        TITLE,
        lines,
        Line("All figures with their days and sources", reverse("pages:figures")),
        sign=Line(first.shown_as, more=f"{first.label}, {_when(first)}") if first else None,
        drawn=SafeString("".join(_chart(statement) for statement in found if statement.earlier)),
    )


@members.told(TITLE, place=15)
def of_organization(organization: Organization, at: datetime) -> list[tuple[str, str]]:
    """The newest of the figures about it. One query."""
    found = story.figures_of_organization(organization, zones.day(at)).values()
    rows = [statement.newest for statement in found]
    return [(f"{row.shown_as} {row.label}: {_known(row)}", row.source_url) for row in rows]


def _chart(statement: Statement) -> SafeString:
    label = statement.newest.label
    return charts.line_chart(
        {label: [*statement.points]},
        title=label[:1].upper() + label[1:],
        unit=statement.unit,
        source=statement.newest.source,
    )


def _known(row: Figure) -> str:
    return f"stated for {_when(row)}. Source: {row.source}"


def _when(row: Figure) -> str:
    return moments.day_range(row.stated_on, row.stated_on)
