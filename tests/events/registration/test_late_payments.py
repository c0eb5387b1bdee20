"""Money that arrives for an order whose buyer has gone back to the tickets meanwhile."""

from datetime import timedelta
from decimal import Decimal

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


def test_a_refund_in_part_buys_no_place_for_what_is_left(at):
    make_foundation()
    sale = make_sale(price=100, size=1)
    order = services.place(order=make_filled(ticket_type=sale), method="card", at=at)
    late = at + timedelta(hours=1)
    services.release_expired(late)
    other = make_filled(ticket_type=sale)
    services.mark_paid(order=order, at=late, amount=Decimal(250))
    services.cancel(order=other, at=late)

    services.record_refund(order=order, at=late, amount=Decimal(50))

    order.refresh_from_db()
    assert order.state == OrderState.EXPIRED
    assert order.refund_needed
    services.mark_paid(order=order, at=late, amount=Decimal(10))
    order.refresh_from_db()
    assert order.state == OrderState.PAID
