"""Money that goes back to a buyer, on the way it came where that can be (domain 4.2)."""

from datetime import datetime
from decimal import Decimal

from events.registration import tasks
from events.registration.models import Order, OrderState
from foundation.billing import services as billing
from foundation.billing.ledger import outstanding


def send(order: Order, amount: Decimal, *, key: str, at: datetime) -> None:
    """Pay back up to `amount` of what we owe the buyer of a locked order; once for a `key`."""
    if order.account is None:
        return
    amount = min(amount, -outstanding(order.account))
    if amount > 0:
        billing.give_back(account=order.account, amount=amount, key=key, at=at)


def send_all(order: Order, *, key: str, at: datetime) -> None:
    """Pay back all that we owe the buyer of a locked order; once for a `key`."""
    if order.account is not None:
        send(order, -outstanding(order.account), key=key, at=at)


def tell(order: Order, at: datetime) -> None:
    """Have the buyer of a locked order told what the moment `at` did to their money: it went back,
    or it came when the order had lapsed, found no place and is to go back.

    Each refund and each payment is told once, however often this is called.
    """
    if order.account is None:
        return
    for refund in order.account.refunds.done().filter(done_at=at):
        tasks.mail_refunded.enqueue(refund.pk)
    if order.state == OrderState.EXPIRED:
        for payment in billing.received(account=order.account, at=at):
            tasks.mail_payment_too_late.enqueue(order.pk, payment.pk)
