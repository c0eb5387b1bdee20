"""What the projects tell about an organisation on its page."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from members.facts import Line, of, told
from projects.models import Project


def _project(name: str, slug: str) -> Line:
    return Line(name, reverse("projects:project", args=[slug]))


@told("Projects it backs", place=20, line=_project)
def backed(organization: Any, day: Any, at: Any) -> QuerySet[Any, Any]:
    """The hosted projects it stands behind, by name."""
    projects = Project.objects.filter(backers=organization).order_by("name")
    return of(projects, name="name", slug="slug")
