"""What the hall itself tells about an organisation beside its membership."""

from datetime import datetime

from foundation.base import zones
from members.facts import told
from members.models import Organization, Representative, RepresentativeRole


@told("On the board", place=10)
def directors(organization: Organization, at: datetime) -> list[tuple[str, str]]:
    """Who sits on the board for it: the name, as directors are known by, and nothing else."""
    people = Representative.objects.on(zones.day(at)).filter(
        organization=organization, role=RepresentativeRole.BOARD
    )
    return [(name, "") for name in people.order_by("name").values_list("name", flat=True)]
