"""What waits for staff among the organisations that may be one."""

from datetime import datetime

from django.urls import reverse

from foundation.base.admin import desk
from foundation.base.admin.desk import Tile
from members.changes import duplicates
from members.changes.models import Merge


@desk.tiles("Members", Merge, place=60)
def pairs(at: datetime) -> list[Tile]:
    """Pairs that look like one organisation: one query, at most so many."""
    number = duplicates.number()
    label = "pairs of organisations that may be one"
    return [Tile(number, label, reverse("admin:changes_merge_pairs"), desk.colour(number))]
