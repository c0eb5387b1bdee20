"""Money that arrives for an order whose buyer has gone back to the tickets meanwhile."""

import pytest

from events.registration import services
from events.registration.models import Order, OrderState
from foundation.billing import services as billing
from tests.factories.orders import make_filled, make_foundation, make_sale

pytestmark = pytest.mark.django_db


def changed_while_paying(at, *, before: int, after: int) -> tuple[Order, object]:
    """An order whose bank still has the payment for `before` tickets when it holds `after`."""
    make_foundation()
    sale = make_sale(price=100)
    order = make_filled(ticket_type=sale, quantity=before)
    payment = services.pay_by_card(order=order, at=at)
    lines = [(sale.pk, after)]
    services.hold(event=sale.event, lines=lines, basket=order.basket, at=at)
    billing.receive(account=payment.account, amount=payment.total, key="late", at=at)
    order.refresh_from_db()
    return order, payment


def test_too_little_confirms_nothing_and_the_rest_is_owed(at):
    order, payment = changed_while_paying(at, before=1, after=2)

    assert order.state == OrderState.HELD
    assert billing.owed(payment.account) == 100
    assert services.pay_by_card(order=order, at=at).total == 100


def test_enough_confirms_and_what_is_too_much_comes_back(at):
    order, payment = changed_while_paying(at, before=3, after=2)

    assert order.state == OrderState.PAID
    assert order.refund_needed
    assert billing.owed(payment.account) == -100
