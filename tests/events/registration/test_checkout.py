from datetime import timedelta
from decimal import Decimal

import pytest
from payments import PaymentStatus

from events.registration import bills, services
from events.registration.models import OrderState, PaymentMethod, Stock
from events.registration.services.contents import HOLD
from foundation.base.errors import RuleError
from foundation.billing import services as billing
from foundation.billing.models import Account, Entry, Payment
from tests.factories.orders import (
    make_filled,
    make_foundation,
    make_free,
    make_held,
    make_paid,
    make_pending,
    make_sale,
)

pytestmark = pytest.mark.django_db


def sums(order):
    account = Account.objects.with_sums().get(order=order)
    return account.charged, account.paid, account.owed


def pay_card(order, at):
    payment = services.pay_by_card(order=order, at=at)
    payment.change_status(PaymentStatus.CONFIRMED)
    order.refresh_from_db()
    return payment


def test_a_free_order_is_confirmed_at_once(at):
    order = make_free()

    assert order.state == OrderState.PAID
    assert order.method == PaymentMethod.FREE
    assert order.account is None


def test_an_invoice_order_waits_for_the_transfer(at):
    order = make_pending(quantity=2)

    assert order.state == OrderState.PENDING
    assert order.pay_until == at + timedelta(days=14)
    assert sums(order) == (1198, 0, 1198)


def test_placing_twice_charges_once(at):
    order = make_pending()

    again = services.place(order=order, method=PaymentMethod.INVOICE, at=at)

    assert again == order
    assert Entry.objects.count() == 1


def test_an_order_without_a_purchaser_is_incomplete(at):
    with pytest.raises(RuleError) as refusal:
        services.place(order=make_held(), method=PaymentMethod.INVOICE, at=at)
    assert refusal.value.code == "incomplete"


def test_staff_book_the_transfer_once(at):
    order = make_paid()

    with pytest.raises(RuleError) as refusal:
        services.mark_paid(order=order, at=at)

    assert refusal.value.code == "nothing_owed"
    assert order.state == OrderState.PAID
    assert sums(order) == (599, 599, 0)


def test_part_of_the_money_leaves_the_order_pending(at):
    order = services.mark_paid(order=make_pending(), at=at, amount=Decimal(500))

    assert order.state == OrderState.PENDING
    assert sums(order)[2] == 99


def test_too_much_money_confirms_and_waits_for_a_refund(at):
    order = services.mark_paid(order=make_pending(), at=at, amount=Decimal(700))

    assert order.state == OrderState.PAID
    assert order.refund_needed


def test_a_card_order_is_confirmed_when_the_provider_says_so(at):
    order = make_filled()

    pay_card(order, at)

    assert order.state == OrderState.PAID
    assert sums(order) == (599, 599, 0)


def test_a_payment_reported_twice_is_booked_once(at):
    order = make_filled()
    payment = pay_card(order, at)

    payment.change_status(PaymentStatus.CONFIRMED)

    assert sums(order) == (599, 599, 0)


def test_two_clicks_on_pay_open_one_payment(at):
    order = make_filled()

    first = services.pay_by_card(order=order, at=at)
    second = services.pay_by_card(order=order, at=at)

    assert first == second
    assert Payment.objects.count() == 1


def test_after_a_declined_card_the_invoice_charges_nothing_twice(at):
    make_foundation()
    order = make_filled()
    services.pay_by_card(order=order, at=at).change_status(PaymentStatus.REJECTED)

    order = services.switch_to_invoice(order=order, at=at)

    assert order.state == OrderState.PENDING
    assert sums(order) == (599, 0, 599)


def test_going_back_from_the_card_to_fewer_tickets_charges_the_new_sum(at):
    ticket_type = make_sale()
    order = make_filled(ticket_type=ticket_type, quantity=2, basket="tab")
    services.pay_by_card(order=order, at=at)

    lines = [(ticket_type.pk, 1)]
    services.hold(event=ticket_type.event, lines=lines, basket="tab", at=at)
    payment = services.pay_by_card(order=order, at=at)

    assert payment.total == 599
    assert sums(order)[0] == 599


def test_a_payment_after_expiry_takes_its_place_again(at):
    order = make_filled()
    payment = services.pay_by_card(order=order, at=at)
    services.release_expired(at + HOLD)
    assert Stock.objects.get().taken == 0

    payment.change_status(PaymentStatus.CONFIRMED)

    order.refresh_from_db()
    assert order.state == OrderState.PAID
    assert Stock.objects.get().taken == 1
    assert sums(order) == (599, 599, 0)
    assert not order.refund_needed


def test_a_payment_after_expiry_without_a_place_waits_for_a_refund(at):
    ticket_type = make_sale(size=1)
    order = make_filled(ticket_type=ticket_type)
    payment = services.pay_by_card(order=order, at=at)
    services.release_expired(at + HOLD)
    make_held(ticket_type=ticket_type)

    payment.change_status(PaymentStatus.CONFIRMED)

    order.refresh_from_db()
    assert order.state == OrderState.EXPIRED
    assert order.refund_needed
    assert sums(order) == (0, 599, -599)
    assert Stock.objects.get().taken == 1


def test_an_invoice_is_issued_once(at):
    order = make_pending()

    first, second = bills.invoice_for(order, at), bills.invoice_for(order, at)

    assert first == second
    assert first.total == 599
    assert first.number == "INV-2022-00001"


def test_ledger_rows_cannot_be_altered(at):
    make_pending()
    with pytest.raises(Exception, match="[Cc]annot update"):
        Entry.objects.update(amount=1)


def test_an_account_adds_up(at):
    order = make_paid()
    assert billing.owed(order.account) == 0
