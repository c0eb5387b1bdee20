"""What of the bank waits for staff, on their desk."""

from datetime import datetime

from foundation.base.admin import desk
from foundation.base.admin.desk import Tile
from foundation.billing.bank.models import BankLine, LineState


@desk.tiles("Money", BankLine, place=50)
def lines(at: datetime) -> list[Tile]:
    """Money that came in and belongs to nobody yet: one query."""
    lost = BankLine.objects.open().count()
    return [desk.tile(lost, "bank lines to match", BankLine, state=LineState.UNMATCHED.value)]
