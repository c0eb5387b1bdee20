"""Money that went back to a buyer, and mails that are sent once more (domain 4.2)."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from events.registration import bills, tasks
from events.registration.models import Order, OrderState
from foundation.base.errors import RuleError
from foundation.billing import services as billing


@transaction.atomic
def record_refund(
    *, order: Order, at: datetime, amount: Decimal | None = None, note: str = ""
) -> Order:
    """Staff: `amount` (all that we owe unless told) was paid back. It is booked once.

    The order stops waiting for a refund when nothing is owed to its buyer any more. Raises
    RuleError `nothing_owed` when we owe nothing, `too_much` for more than that.
    """
    order = bills.lock(order)
    open_ = -billing.outstanding(order.account) if order.account else Decimal(0)
    if order.account is None or open_ <= 0:
        raise RuleError(
            _("We owe this buyer nothing that is not on its way already."), code="nothing_owed"
        )
    amount = open_ if amount is None else amount
    if not 0 < amount <= open_:
        raise RuleError(_("Enter an amount above zero and not above what we owe."), code="too_much")
    billing.record_transfer(
        account=order.account,
        amount=amount,
        key=f"order:{order.pk}:{order.account.refunds.count()}",
        at=at,
        note=note,
    )
    order.refresh_from_db()
    return order


@transaction.atomic
def resend(*, order: Order, at: datetime) -> Order:
    """Write the mail that fits the order's state once more, with its tickets as they are now.

    Raises RuleError `not_placed` for an order that was not sent off, or that is closed.
    """
    order = bills.lock(order)
    # To the minute: a double click is one mail.
    again = f"{at:%Y-%m-%dT%H:%M}"
    if order.state == OrderState.PAID:
        tasks.mail_order_confirmed.enqueue(order.pk, again=again)
    elif order.state == OrderState.PENDING:
        tasks.mail_order_placed.enqueue(order.pk, again=again)
    else:
        raise RuleError(_("There is nothing to confirm: it is not placed."), code="not_placed")
    return order
