"""What sponsorship tells about an organisation on its page."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from events.sponsorship.models import Sponsorship
from members.facts import Line, of, told


def _sponsorship(*, event: str, slug: str, level: str) -> Line:
    return Line(event, reverse("sponsorship:sponsors", args=[slug]), level)


@told("Events it sponsors", place=28, line=_sponsorship)
def sponsored(organization: Any, day: Any, at: Any) -> QuerySet[Any, Any]:
    """Those the world may know of, the latest event first."""
    rows = Sponsorship.objects.told_on(day).filter(organization=organization)
    rows = rows.order_by("-level__event__starts_on", "level__rank", "pk")
    return of(rows, event="level__event__name", slug="level__event__slug", level="level__name")
