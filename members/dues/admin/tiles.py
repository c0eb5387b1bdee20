"""What of the dues waits for staff, on their desk."""

from datetime import datetime

from django.urls import reverse

from foundation.base import zones
from foundation.base.admin import desk
from foundation.base.admin.desk import Tile
from members.dues import planning
from members.dues.admin.terms import SOON
from members.dues.models import DuesYear, Term, TermRule


@desk.tiles("Members", DuesYear, place=30)
def dues(at: datetime) -> list[Tile]:
    """Dues that are overdue: one query."""
    number = DuesYear.objects.waiting(zones.day(at)).count()
    return [desk.tile(number, "dues overdue", DuesYear, "red", query="state=overdue")]


@desk.tiles("Members", DuesYear, place=31)
def paid_late(at: datetime) -> list[Tile]:
    """Dues that came after the member had lapsed: one query."""
    number = DuesYear.objects.paid_late().count()
    return [desk.tile(number, "paid after they lapsed", DuesYear, "red", query="state=late")]


@desk.tiles("Members", Term, place=32)
def elections(at: datetime) -> list[Tile]:
    """Members that have to elect to renew and have not: one query."""
    number = Term.objects.waiting(zones.day(at)).count()
    return [desk.tile(number, "terms to elect", Term, query="when=undecided")]


@desk.tiles("Members", Term, place=33)
def ending(at: datetime) -> list[Tile]:
    """Terms that end soon: one query. No alarm: most of them go on by themselves."""
    number = Term.objects.ending(zones.day(at), SOON).count()
    return [desk.tile(number, f"terms ending in {SOON} days", Term, "blue", query="when=ending")]


@desk.tiles("Members", TermRule, place=34)
def tonight(at: datetime) -> list[Tile]:
    """What the rules of terms do next: seven queries."""
    number = len(planning.plan(at))
    address = reverse("admin:dues_termrule_tonight")
    return [Tile(number, "things the rules do tonight", address, desk.colour(number))]
