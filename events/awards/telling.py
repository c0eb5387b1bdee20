"""What awards tell about an organisation on its page."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from events.awards.models import Award, AwardKind
from members.facts import Line, of, told

# Columns of an award, as its line takes them.
PLAIN = ("name", "year", "kind", "edition", "printed_name", "reason", "source")
TOLD = {each: each for each in PLAIN} | {
    "now": "organization__name",
    "slug": "event__slug",
    "is_public": "event__is_public",
}


def _award(
    *, name: str, year: int, kind: str, edition: str, printed_name: str, reason: str, source: str,
    now: str, slug: str | None, is_public: bool | None,
) -> Line:  # fmt: skip
    """Under which name, where it is called otherwise now; with its event, where that has a page."""
    then = "" if printed_name.casefold() == now.casefold() else f"As {printed_name}"
    words = (str(AwardKind(kind).label), edition, then, reason, source)
    url = reverse("events:event", args=[slug]) if slug and is_public else ""
    return Line(f"{name} {year}", url, " · ".join(filter(None, words)))


@told("Awards", place=30, line=_award)
def won(organization: Any, day: Any, at: Any) -> QuerySet[Any, Any]:
    """What it won or was nominated for and the world may know of, the newest first."""
    rows = Award.objects.told_on(day).filter(organization=organization)
    return of(rows.order_by("-year", "name", "edition", "printed_name"), **TOLD)
