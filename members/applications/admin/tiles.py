"""What waits for staff among the applications."""

from datetime import datetime

from foundation.base import zones
from foundation.base.admin import desk
from foundation.base.admin.desk import Tile
from members.applications.models import Application, ChecklistItem


@desk.tiles("Members", Application, place=10)
def applications(at: datetime) -> list[Tile]:
    """Applications on which it is our turn."""
    number = Application.objects.waiting(zones.day(at)).count()
    return [desk.tile(number, "applications for membership", Application, query="turn=us")]


@desk.tiles("Members", ChecklistItem, place=11)
def tasks(at: datetime) -> list[Tile]:
    """What is to be done for new members."""
    number = ChecklistItem.objects.waiting().count()
    return [desk.tile(number, "tasks for new members", ChecklistItem, query="state=open")]
