"""What the governance of projects tells about an organisation on its page."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from members.facts import Line, of, told
from projects.governance.models import Seat


def _seat(name: str, role: str, body: str, project: str, slug: str) -> Line:
    url = reverse("governance:governance", args=[slug])
    return Line(name, url, " · ".join(filter(None, (role, body, project))))


@told("In bodies of projects", place=28, line=_seat)
def seated(organization: Any, day: Any, at: Any) -> QuerySet[Any, Any]:
    """Who of its people sits in a body of a project, as the project's page says."""
    seats = Seat.objects.on(day).filter(organization=organization)
    return of(
        seats.order_by("body__project__name", "body__position", "name"),
        name="name", role="role", body="body__name",
        project="body__project__name", slug="body__project__slug",
    )  # fmt: skip
