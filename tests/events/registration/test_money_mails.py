"""What buyers hear of money that came too late, and of money that has gone back."""

from datetime import timedelta
from decimal import Decimal

import pytest

from events.registration import services, tasks
from events.registration.admin import facts
from events.registration.models import OrderState
from foundation.base.models import Mail
from foundation.billing import refunding
from foundation.billing import services as billing
from foundation.billing.models import Refund
from tests.factories.events import make_event
from tests.factories.orders import make_filled, make_foundation, make_held, make_paid, make_sale

pytestmark = pytest.mark.django_db
LATER = timedelta(minutes=31)


def late(at, *, currency="USD"):
    """An order of 100 that lapsed while its card was asked, its payment, and who has its place."""
    make_foundation()
    sale = make_sale(event=make_event(currency=currency), size=1, price=100)
    order = make_filled(ticket_type=sale)
    payment = services.pay_by_card(order=order, at=at)
    services.release_expired(at + LATER)
    return order, payment, make_held(ticket_type=sale, at=at + LATER)


def confirm(payment):
    """The provider says that it was paid."""
    payment.captured_amount = payment.total
    payment.save()
    payment.change_status("confirmed")


def told(kind):
    return list(Mail.objects.filter(kind=kind).order_by("pk"))


# --- Too late ------------------------------------------------------------------------------


def test_who_pays_too_late_hears_once_what_happens_with_the_money(at, run_queue):
    order, payment, _other = late(at)

    confirm(payment)
    run_queue()

    (mail,) = told("payment_too_late")
    entry = payment.account.entries.last()
    assert (mail.to, mail.key) == ("ada@example.org", f"payment_too_late:{order.pk}:{entry.pk}")
    assert f"order {order.code} came too late" in mail.subject
    assert "We received USD\N{NO-BREAK SPACE}100 on 10 October 2022" in mail.text
    assert "We return all of it the way it came" in mail.text
    tasks.mail_payment_too_late.func(order.pk, entry.pk)
    services.settle(payment.account, at)
    run_queue()
    assert len(told("payment_too_late")) == 1


def test_each_payment_is_told_with_its_own_amount_and_currency(at, run_queue):
    _order, payment, _other = late(at, currency="EUR")

    for key, amount in (("a", "40"), ("b", "60.50")):
        billing.receive(account=payment.account, amount=Decimal(amount), key=key, at=at)
    run_queue()

    first, second = (mail.text for mail in told("payment_too_late"))
    assert "We received EUR\N{NO-BREAK SPACE}40 on" in first
    assert "We received EUR\N{NO-BREAK SPACE}60.50 on" in second


def test_who_gets_the_place_after_all_does_not_hear_that_it_is_too_late(at, run_queue):
    order, payment, other = late(at)
    confirm(payment)
    services.cancel(order=other, at=at + LATER)
    # Before the worker came to the mail.
    services.extend(order=order, at=at + LATER)

    run_queue()

    order.refresh_from_db()
    assert order.state == OrderState.PAID
    assert len(told("order_confirmed")) == 1
    assert not told("payment_too_late")


def test_money_for_a_cancelled_order_is_not_too_late_for_a_place(at, run_queue):
    order, payment, _other = late(at)
    services.cancel(order=order, at=at, by_staff=True)

    billing.receive(account=payment.account, amount=payment.total, key="k", at=at)
    run_queue()

    assert not told("payment_too_late")


# --- Gone back -----------------------------------------------------------------------------


def test_a_transfer_is_told_when_it_has_been_made_and_once(at, run_queue):
    order = make_paid(ticket_type=make_sale(price=Decimal("99.50")))
    services.cancel(order=order, at=at, by_staff=True)
    order.refresh_from_db()
    (refund,) = billing.give_back(account=order.account, amount=Decimal("99.50"), key="k", at=at)
    run_queue()
    assert not told("refunded")

    for _click in range(2):
        billing.mark_transferred(refund=refund, at=at + timedelta(days=1))
        tasks.mail_refunded.func(refund.pk)
        run_queue()

    (mail,) = told("refunded")
    assert (mail.to, mail.key) == ("ada@example.org", f"refunded:{order.pk}:{refund.pk}")
    assert f"order {order.code}" in mail.subject
    said = "USD\N{NO-BREAK SPACE}99.50 went back by bank transfer on 11 October 2022."
    assert said in mail.text
    assert order.secret in mail.text


def test_a_card_refund_is_told_when_the_provider_has_done_it(at, run_queue):
    order, payment, _other = late(at)
    confirm(payment)
    billing.give_back(account=payment.account, amount=Decimal(100), key="k", at=at)

    run_queue()

    (mail,) = told("refunded")
    assert "USD\N{NO-BREAK SPACE}100 went back to your card on 10 October 2022." in mail.text
    # Staff see both at the order.
    assert [row.kind for row in facts.mails_of(order)] == ["refunded", "payment_too_late"]


def test_money_that_came_back_is_told_again_when_it_has_gone_for_good(at, run_queue):
    order, payment, _other = late(at)
    confirm(payment)
    (refund,) = billing.give_back(account=payment.account, amount=Decimal(100), key="k", at=at)
    run_queue()
    refunding.fail(refund_id=refund.pk, error="The card is closed.")
    run_queue()

    refund.refresh_from_db()
    billing.try_again(refund=refund, at=at)
    run_queue()

    assert [mail.key for mail in told("refunded")] == [
        f"refunded:{order.pk}:{refund.pk}",
        f"refunded:{order.pk}:{refund.pk}:1",
    ]
    # What the bank returned to us was no payment of the buyer.
    assert len(told("payment_too_late")) == 1


def test_a_refund_that_failed_or_was_withdrawn_is_not_told(at, run_queue):
    order = make_paid(quantity=2)
    services.cancel(order=order, at=at, by_staff=True)
    order.refresh_from_db()
    gone, withdrawn = (
        billing.give_back(account=order.account, amount=Decimal(599), key=key, at=at)[0]
        for key in "ab"
    )
    billing.withdraw(refund=withdrawn, at=at, because="Not owed.")
    billing.mark_transferred(refund=gone, at=at)
    # It came back before the worker came to the mail.
    refunding.fail(refund_id=gone.pk, error="The account is closed.")

    run_queue()

    assert Refund.objects.done().count() == 0
    assert not told("refunded")
