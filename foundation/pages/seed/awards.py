"""Superuser Awards: who won them, as far as it is known (2020 and 2021 were not found).

A winner is tied to the organisation that has, or had, exactly that name, and to none where there is
no such organisation or more than one: "NTT Group" is not any of the companies whose names begin so.
"""

from django.db.models import Q, Value

from events.awards.models import Award
from events.models import Event
from foundation.base.search import Folded
from members.models import Organization

from .events import NAMES
from .facts import rows

NAME = "Superuser Award"


def seed() -> None:
    """Write them, once; what staff changed or took away since is left alone."""
    if Award.objects.filter(name=NAME).exists():
        return
    events = dict(Event.objects.filter(slug__in=NAMES.values()).values_list("slug", "pk"))
    Award.objects.bulk_create(
        Award(
            name=NAME,
            edition=row["event"],
            event_id=events.get(NAMES.get(f"{row['event']} {row['year']}", "")),
            year=int(row["year"]),
            printed_name=row["winner"],
            organization=_called(row["winner"]),
            source=row["source"],
        )
        for row in rows("superuser_awards.csv")
    )


def _called(name: str) -> Organization | None:
    """The one organisation of which this is a name, today's or another, whatever its case."""
    text = Folded(Value(name))
    by_any = Q(search_text=text) | Q(names__search_text=text)
    found = list(Organization.objects.filter(by_any).distinct()[:2])
    return found[0] if len(found) == 1 else None
