"""What the news tell about projects and organisations on their pages."""

from datetime import datetime

from django.urls import reverse

from foundation.base import moments
from foundation.pages.news.models import Story
from members import facts as members
from members.models import Organization
from projects import facts as projects
from projects.facts import Fact, Line
from projects.models import Project

MOST = 4


@projects.told(place=60)
def of_project(project: Project, at: datetime) -> Fact:
    """The newest stories about it. One query."""
    rows = Story.objects.told_elsewhere(at).filter(projects=project).defer("body")
    lines = [
        Line(row.title, row.get_absolute_url(), _day(row)) for row in rows.newest_first()[:MOST]
    ]
    onward = Line("All news about it", reverse("news:news", query={"project": project.slug}))
    return Fact("News about it", lines, onward)


@members.told("News", place=50)
def of_organization(organization: Organization, at: datetime) -> list[tuple[str, str]]:
    """The newest stories about it. One query."""
    rows = Story.objects.told_elsewhere(at).filter(organizations=organization).defer("body")
    return [
        (f"{row.title}, {_day(row)}", row.get_absolute_url()) for row in rows.newest_first()[:MOST]
    ]


def _day(row: Story) -> str:
    return moments.shown(row.published_at, "UTC", "day") if row.published_at else ""
