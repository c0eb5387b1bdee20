"""What the news tell about projects and organisations on their pages."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from events import facts as events
from foundation.base import moments
from foundation.base.facts import Line as SimpleLine
from foundation.base.facts import of
from foundation.base.prepared import prepared
from foundation.pages.news.models import OTHER_PAGES_LAST, Story, StoryQuerySet
from members import facts as members
from projects import facts as projects
from projects.facts import Fact, Line
from projects.models import Project

MOST = 4


@projects.told(place=60)
def of_project(project: Project, at: datetime) -> Fact:
    """The newest stories about it. One query."""
    rows = _about(project.pk, at, at + OTHER_PAGES_LAST)
    lines = [Line(row.title, row.get_absolute_url(), _day(row)) for row in rows]
    onward = Line("All news about it", reverse("news:news", query={"project": project.slug}))
    return Fact("News about it", lines, onward)


@prepared
def _about(project: int, at: datetime, late: datetime) -> QuerySet[Story]:
    rows = Story.objects.public_until(at, late).filter(projects=project)
    return rows.only("title", "slug", "published_at").newest_first()[:MOST]


def _story(title: str, slug: str, published: str) -> SimpleLine:
    url = reverse("news:story", args=[slug])
    return SimpleLine(title, url, moments.shown(datetime.fromisoformat(published), "UTC", "day"))


@members.told("News", place=90, line=_story)
def of_organization(organization: Any, day: Any, at: Any) -> QuerySet[Any, Any]:
    """The newest stories about it."""
    return _told(Story.objects.told_elsewhere(at).filter(organizations=organization))


@events.told("News", place=90, line=_story, shows=(Story,))
def of_event(event: Any, day: Any, at: Any) -> QuerySet[Any, Any]:
    """The newest stories about it."""
    return _told(Story.objects.told_elsewhere(at).filter(at_events=event))


def _told(rows: StoryQuerySet) -> QuerySet[Any, Any]:
    return of(rows.newest_first()[:MOST], title="title", slug="slug", published="published_at")


def _day(row: Story) -> str:
    return moments.shown(row.published_at, "UTC", "day") if row.published_at else ""
