"""What follows once the sums of an order have changed: it is confirmed, or money goes back."""

from datetime import datetime

from django.db import transaction

from events.registration import bills, tasks
from events.registration.models import Order, OrderState
from events.registration.services import agreed, proof
from foundation.base.errors import RuleError
from foundation.billing import services as billing

# Orders whose fate is settled: what is owed to their buyer now is to be paid back.
SETTLED = {OrderState.PAID, OrderState.EXPIRED, OrderState.CANCELLED}


def reckon(order: Order, at: datetime) -> None:
    """Confirm a locked order of which nothing is owed any more, and flag what is owed back.

    Whoever pays for another person's code or invitation is not confirmed: the order waits for another address,
    and lapses to a refund.
    """
    if order.account is None:
        return
    waits = order.state in {OrderState.HELD, OrderState.PENDING}
    was_sent = order.placed_at is not None or bills.has_money(order)
    if waits and was_sent and not bills.owes(order) and _is_proven(order, at):
        confirm(order, at)
    if order.state == OrderState.PAID:
        agreed.settle(order, at)
    flag(order)


def confirm(order: Order, at: datetime) -> None:
    """Make a locked order the confirmed one, and have its tickets sent."""
    order.state = OrderState.PAID
    order.placed_at = order.placed_at or at
    order.paid_at = at
    order.held_until = None
    order.save()
    tasks.mail_order_confirmed.enqueue(order.pk)


def flag(order: Order) -> None:
    """Mark a locked order whose buyer gets money back, and unmark it when that is done."""
    if order.account is None:
        return
    needed = order.state in SETTLED and billing.owed(order.account) < 0
    if order.refund_needed != needed:
        order.refund_needed = needed
        order.save(update_fields=["refund_needed"])


def _is_proven(order: Order, at: datetime) -> bool:
    try:
        # What was counted before the refusal is taken back.
        with transaction.atomic():
            proof.prove(order, at)
    except RuleError:
        order.refresh_from_db(fields=["code_used_by", "invited_at"])
        return False
    return True
