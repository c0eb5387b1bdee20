"""One organisation with all that its page says of it, in as few statements as there can be.

They are put together once and asked again (see `prepared`): to write them anew took longer than
all the rest of the page.
"""

from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject

from foundation.base.prepared import prepared
from members import facts
from members.models import Organization, OrganizationName

NAME = ("name", "kind", "until")


def find(slug: str, day: date, at: datetime) -> Any | None:
    """The organisation at `slug` as its page shows it: `known_as` are its other names,
    `owned` what it owns, by name, and what `facts.about` tells. One query."""
    found = next(iter(_at_address(slug, day, at)), None)
    if found is not None:
        found.known_as = [_name(row) for row in vars(found).pop("names_told")]
        found.owned = [Organization(**row) for row in vars(found).pop("owned_told")]
    return found


@prepared
def _at_address(slug: str, day: date, at: datetime) -> QuerySet[Any]:
    names = OrganizationName.objects.filter(organization=OuterRef("pk")).order_by("name")
    owned = Organization.objects.filter(parent=OuterRef("pk")).order_by("search_text")
    return (
        Organization.objects.select_related("parent")
        .filter(slug=slug)
        .annotate(
            names_told=ArraySubquery(
                names.values(told=JSONObject(**{each: each for each in NAME}))
            ),
            owned_told=ArraySubquery(owned.values(told=JSONObject(name="name", slug="slug"))),
            **facts.columns(day, at),
        )
    )


def _name(row: dict[str, Any]) -> OrganizationName:
    until = row.pop("until")
    return OrganizationName(**row, until=date.fromisoformat(until) if until else None)
