"""What of the money waits for staff, on their desk."""

from datetime import datetime

from django.db.models import Count, Q

from foundation.base.admin import desk
from foundation.base.admin.desk import Tile
from foundation.billing.models import EventState, ProviderEvent, Refund, RefundState, Way


@desk.tiles("Money", Refund, place=30)
def refunds(at: datetime) -> list[Tile]:
    """Money to send back by transfer, and what a card provider would not take: one query."""
    found = Refund.objects.aggregate(
        transfer=Count("pk", filter=Q(way=Way.TRANSFER, state=RefundState.ASKED)),
        failed=Count("pk", filter=Q(state=RefundState.FAILED)),
    )
    asked = {"way": Way.TRANSFER.value, "state": RefundState.ASKED.value}
    failed = RefundState.FAILED.value
    return [
        desk.tile(found["transfer"], "refunds to transfer", Refund, **asked),
        desk.tile(found["failed"], "refunds that failed", Refund, "red", state=failed),
    ]


@desk.tiles("Money", ProviderEvent, place=40)
def messages(at: datetime) -> list[Tile]:
    """Messages of the card provider that nobody could act on: one query."""
    flagged = ProviderEvent.objects.filter(state=EventState.FLAGGED).count()
    label, state = "card messages to look at", EventState.FLAGGED.value
    return [desk.tile(flagged, label, ProviderEvent, "red", state=state)]
