"""What the hall itself tells about an organisation beside its membership."""

from typing import Any

from django.db.models import QuerySet

from members.facts import Line, of, told
from members.models import Representative, RepresentativeRole


def _director(name: str) -> Line:
    return Line(name)


@told("On the board", place=10, line=_director)
def directors(organization: Any, day: Any, at: Any) -> QuerySet[Any, Any]:
    """Who sits on the board for it: the name, as directors are known by, and nothing else."""
    people = Representative.objects.on(day).filter(
        organization=organization, role=RepresentativeRole.BOARD
    )
    return of(people.order_by("name"), name="name")
