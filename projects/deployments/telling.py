"""What the survey of users tells about an organisation: only what was published of it."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from members.facts import Line, of, told
from projects.deployments.models import Adopter, Round


def _used(name: str, slug: str, year: int) -> Line:
    url = reverse("deployments:users", args=[slug])
    return Line(name, url, f"In production, says its answer to the survey of {year}")


@told("Projects it runs", place=22, line=_used)
def used(organization: Any, day: Any, at: Any) -> QuerySet[Any, Any]:
    """The projects it agreed to be named for in the newest round that is published."""
    newest = Round.objects.published_by(at).values("pk")[:1]
    named = Adopter.objects.filter(organization=organization, round=newest)
    rows = named.order_by("project__name")
    return of(rows, name="project__name", slug="project__slug", year="round__year")
