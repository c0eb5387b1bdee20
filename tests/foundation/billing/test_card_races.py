"""Stripe's message, the buyer's click and the clock, all at once on one order. Real threads."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse

from events.registration import services
from events.registration.models import Order, OrderState, Stock
from foundation.base import clock
from foundation.base.errors import RuleError
from foundation.billing import hearing
from foundation.billing import services as billing
from foundation.billing.models import Entry, Payment, ProviderEvent
from tests.conftest import KEYNOTE_WEEK
from tests.factories.orders import make_filled, make_foundation
from tests.factories.stripes import event, signed

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*jobs):
    """Run each job in a thread of its own, all started together; what they answer, or refuse."""
    gate = threading.Barrier(len(jobs))

    def run(job):
        gate.wait(timeout=60)
        try:
            with clock.seen_from(KEYNOTE_WEEK):
                return job()
        except RuleError as refusal:
            return refusal.code
        finally:
            connections["default"].close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


def click(order):
    payment = services.pay_by_card(order=order, at=KEYNOTE_WEEK)
    return "led on" if billing.card_form(payment=payment, data=None, at=KEYNOTE_WEEK)[1] else ""


def message(body, number):
    def send():
        signature = {"Stripe-Signature": signed(body)}
        url = reverse("billing:stripe_webhook")
        sent = Client().post(url, body, content_type="application/json", headers=signature)
        return sent.status_code

    return send


def test_messages_clicks_cancelling_and_the_clock_neither_deadlock_nor_book_twice(stripe):
    make_foundation()
    # (As in two requests of one buyer, the order is read before its account is opened.)
    for number in range(1, 4):
        order = make_filled(at=KEYNOTE_WEEK)
        click(order)
        payment = Payment.objects.latest("pk")
        body = event("checkout.session.completed", stripe.pay(f"cs_{number}"), f"evt_{number}")

        outcome = at_once(
            *[message(body, number)] * 3,
            lambda order=order: click(order),
            lambda order=order: services.cancel(order=order, at=KEYNOTE_WEEK).state,
            lambda order=order: (
                services.place(order=order, method="invoice", at=KEYNOTE_WEEK).state
            ),
            lambda payment=payment: hearing.ask_about(payment.pk),
            lambda: services.release_expired(KEYNOTE_WEEK),
        )

        assert Counter(outcome)[200] == 3
        order.refresh_from_db()
        booked = Entry.objects.filter(account=order.account, kind="payment")
        assert [row.amount for row in booked] == [-599]
        assert order.state in {OrderState.PAID, OrderState.CANCELLED}
        assert order.refund_needed == (order.state == OrderState.CANCELLED)
    assert set(ProviderEvent.objects.values_list("state", flat=True)) == {"handled"}
    live = Order.objects.filter(state=OrderState.PAID).count()
    assert sum(Stock.objects.values_list("taken", flat=True)) == live
