"""What a random history of an order once brought to light: its sums decide, whatever came first."""

from datetime import timedelta
from decimal import Decimal

import pytest

from events.registration import bills, services
from events.registration.models import Code, OrderState, PaymentMethod, PersonUse, Stock
from foundation.base.errors import RuleError
from foundation.billing import services as billing
from foundation.billing.models import Account, Invoice
from tests.factories.events import make_ticket_type
from tests.factories.orders import (
    make_code,
    make_filled,
    make_foundation,
    make_held,
    make_paid,
    make_pending,
    make_sale,
)

pytestmark = pytest.mark.django_db
LATER = timedelta(minutes=31)


def by_card(at, **fields):
    """A filled order and the card payment that was begun for it."""
    make_foundation()
    order = make_filled(
        ticket_type=fields.pop("ticket_type", None) or make_sale(price=100), **fields
    )
    return order, services.pay_by_card(order=order, at=at)


def pay(payment, at):
    billing.receive(
        account=payment.account, amount=payment.total, key=f"payment:{payment.pk}", at=at
    )


def test_a_card_approved_after_more_time_was_asked_for_pays_the_order(at):
    order, payment = by_card(at)
    services.release_expired(at + LATER)
    services.extend(order=order, at=at + LATER)

    pay(payment, at + LATER)

    order.refresh_from_db()
    assert (order.state, order.refund_needed) == (OrderState.PAID, False)
    assert billing.owed(payment.account) == 0


def test_an_order_paid_while_sold_out_is_confirmed_when_it_gets_its_places_again(at):
    sale = make_sale(size=1, price=100)
    order, payment = by_card(at, ticket_type=sale)
    services.release_expired(at + LATER)
    other = make_held(ticket_type=sale, at=at + LATER)
    pay(payment, at + LATER)
    order.refresh_from_db()
    assert (order.state, order.refund_needed) == (OrderState.EXPIRED, True)
    services.cancel(order=other, at=at + LATER)

    order = services.extend(order=order, at=at + LATER)

    assert (order.state, order.refund_needed) == (OrderState.PAID, False)


def test_a_lapsed_order_that_was_paid_is_confirmed_when_it_is_sent_off_again(at):
    sale = make_sale(size=1, price=100)
    order, payment = by_card(at, ticket_type=sale)
    services.release_expired(at + LATER)
    other = make_held(ticket_type=sale, at=at + LATER)
    pay(payment, at + LATER)
    services.cancel(order=other, at=at + LATER)

    order = services.place(order=order, method=PaymentMethod.INVOICE, at=at + LATER)

    assert (order.state, order.refund_needed) == (OrderState.PAID, False)


def test_money_that_came_back_to_an_order_with_places_is_not_flagged(at):
    order, _ = by_card(at)
    services.mark_paid(order=order, amount=Decimal(40), at=at)
    services.release_expired(at + LATER)
    order.refresh_from_db()
    assert order.refund_needed

    order = services.extend(order=order, at=at + LATER)

    assert (order.state, order.refund_needed) == (OrderState.HELD, False)
    assert Account.objects.with_sums().get(order=order).owed == 60


def test_cancelling_the_unpaid_ticket_confirms_an_order_paid_in_part(at):
    order = make_pending(ticket_type=make_sale(price=100), quantity=2)
    services.mark_paid(order=order, amount=Decimal(100), at=at)

    services.cancel_ticket(ticket=order.tickets.last(), at=at)

    order.refresh_from_db()
    assert (order.state, order.refund_needed) == (OrderState.PAID, False)


def test_a_cancelled_ticket_reverses_the_invoice_and_the_next_says_the_new_total(at):
    order = make_paid(ticket_type=make_sale(price=100), quantity=2)
    old = bills.invoice_for(order, at)

    services.cancel_ticket(ticket=order.tickets.last(), at=at)

    new = bills.invoice_for(order, at)
    assert (old.total, new.total) == (200, 100)
    assert Invoice.objects.get(reverses=old).total == -200


def test_no_invoice_is_issued_while_the_card_is_being_asked(at):
    order, _ = by_card(at)

    assert bills.invoice_for(order, at) is None


def test_a_cancelled_ticket_does_not_come_back_with_its_lapsed_order(at):
    sale = make_sale(price=100)
    order = make_filled(ticket_type=sale, quantity=3)
    services.cancel_ticket(ticket=order.tickets.last(), at=at)
    services.release_expired(at + LATER)

    order = services.extend(order=order, at=at + LATER)

    assert order.total == 200
    assert order.tickets.live().count() == Stock.objects.get().taken == 2


def test_a_cancelled_ticket_gives_its_use_of_the_code_back(at):
    sale = make_sale(price=100)
    make_code(ticket_type=sale, most_uses=2, most_per_person=2)
    order = make_pending(ticket_type=sale, quantity=2, code="HELLO")

    services.cancel_ticket(ticket=order.tickets.last(), at=at)

    assert (Code.objects.get().used, PersonUse.objects.get().used) == (1, 1)


def test_a_late_payment_counts_the_code_to_its_person(at):
    sale = make_sale(price=100)
    make_code(ticket_type=sale, most_uses=0, most_per_person=1)
    order, payment = by_card(at, ticket_type=sale, code="HELLO")
    services.release_expired(at + LATER)

    pay(payment, at + LATER)

    order.refresh_from_db()
    assert order.state == OrderState.PAID
    assert PersonUse.objects.get().used == 1


def test_paying_for_a_code_of_somebody_else_waits_for_the_right_address(at):
    sale = make_sale(price=100)
    make_code(ticket_type=sale, owner_email="ada@example.org")
    order, payment = by_card(at, ticket_type=sale, code="HELLO")
    thief = {"name": "Thief", "email": "thief@example.org"}
    services.fill_in(order=order, purchaser=thief, attendees={}, at=at)

    pay(payment, at)

    order.refresh_from_db()
    assert order.state == OrderState.HELD
    with pytest.raises(RuleError, match="another e-mail"):
        services.place(order=order, method=PaymentMethod.CARD, at=at)
    ada = {"name": "Ada", "email": "ada@example.org"}
    services.fill_in(order=order, purchaser=ada, attendees={}, at=at)
    with pytest.raises(RuleError, match="nothing left to pay"):
        services.pay_by_card(order=order, at=at)
    order.refresh_from_db()
    assert order.state == OrderState.PAID


def test_the_last_use_of_a_code_can_be_moved_to_another_ticket_by_who_holds_it(at):
    sale = make_sale(price=100)
    dearer = make_ticket_type(stock=sale.stocks.get(), price=300)
    make_code(ticket_type=sale, most_uses=1)
    order = make_held(ticket_type=sale, code="HELLO")

    again = make_held(ticket_type=dearer, code="HELLO", basket=order.basket)

    assert again.pk == order.pk
    assert (again.total, Code.objects.get().used) == (270, 1)
