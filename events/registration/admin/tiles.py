"""What of the sale waits for staff, on their desk."""

from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q

from events.registration.models import Order, OrderState, RefundRequest, RefundState
from foundation.base import zones
from foundation.base.admin import desk
from foundation.base.admin.desk import Tile
from foundation.billing.models import Refund


@desk.tiles("Events", Order, place=10)
def orders(at: datetime) -> list[Tile]:
    """Orders to be paid, paid back and followed up: one query."""
    going = Refund.objects.in_flight().filter(account=OuterRef("account"))
    found = Order.objects.aggregate(
        pending=Count("pk", filter=Q(state=OrderState.PENDING)),
        late=Count("pk", filter=Q(state=OrderState.PENDING, pay_until__lt=at)),
        refunds=Count("pk", filter=Q(refund_needed=True)),
        going=Count("pk", filter=Q(Exists(going), refund_needed=True)),
        again=Count("pk", filter=Q(follow_up_on__lte=zones.day(at))),
    )
    late = f"{found['late']} of them late" if found["late"] else ""
    under_way = f"{found['going']} of them under way" if found["going"] else ""
    pending = OrderState.PENDING.value
    return [
        desk.tile(found["pending"], "orders to be paid", Order, note=late, state=pending),
        desk.tile(found["refunds"], "refunds to make", Order, "red", under_way, refund_needed=1),
        desk.tile(found["again"], "orders to follow up", Order, query="follow_up=due"),
    ]


@desk.tiles("Events", RefundRequest, place=20)
def requests(at: datetime) -> list[Tile]:
    """Buyers who ask for their money: one query."""
    asked = RefundRequest.objects.waiting().count()
    state = RefundState.ASKED.value
    return [desk.tile(asked, "refund requests to answer", RefundRequest, state=state)]
