"""Putting right whom an order is billed to, with the tax that follows (domain 4.2, Invoices)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from events.registration import bills, tasks, taxing
from events.registration.models import Order, OrderState
from events.registration.services import reckoning
from foundation.base.errors import RuleError
from foundation.billing import services as billing
from foundation.billing.tax import numbers

BILLED = ("organization", "address", "country", "is_business", "tax_number", "purchase_order")


@transaction.atomic
def correct_buyer(*, order: Order, buyer: Mapping[str, Any], at: datetime) -> Order:
    """Staff: bill a placed order to `buyer` (any of `BILLED`) from now on.

    The invoice that was issued is reversed, and the next one says it right. While nothing has been
    paid, tax and total follow, and the buyer gets the new invoice. Raises RuleError `closed`, what
    `numbers.read` raises, and `paid` when money has come in and the tax would change.
    """
    order = bills.lock(order)
    if order.state not in {OrderState.PENDING, OrderState.PAID}:
        raise RuleError(
            _("This order has not been placed, or is closed: there is nothing to correct."),
            code="closed",
        )
    before = [getattr(order, name) for name in BILLED]
    for name in BILLED:
        setattr(order, name, buyer.get(name, getattr(order, name)))
    order.tax_number = numbers.read(str(order.country.code or ""), order.tax_number).text
    if before == [getattr(order, name) for name in BILLED]:
        return order
    order.save(update_fields=BILLED)
    if taxing.rewrite(order, at):
        _charge_anew(order, at)
    if order.account is not None:
        reversed_ones = billing.reverse_open_invoices(account=order.account, at=at)
        if reversed_ones and order.state == OrderState.PENDING:
            tasks.mail_order_placed.enqueue(order.pk, again=f"after {reversed_ones[-1].number}")
    return order


def _charge_anew(order: Order, at: datetime) -> None:
    if bills.has_money(order):
        raise RuleError(
            _(
                "Money has come in for this order, so its tax stays: keep country and tax number "
                "as they are, or cancel it, pay it back and order anew."
            ),
            code="paid",
        )
    bills.charge(order, order.total, at)
    reckoning.reckon(order, at)
