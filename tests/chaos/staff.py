"""What happens beside the buyers: staff book transfers and give money back, and a bank that is late.

Whoever is interrupted by a kill looks again and goes on, as people do.
"""

import random
import threading
from contextlib import contextmanager
from decimal import Decimal

from django.db import DatabaseError, connections, transaction
from payments import PaymentStatus

from events.registration import services
from events.registration.models import Order, OrderState, PaymentMethod
from foundation.base import clock
from foundation.base.money import round_money
from foundation.billing import services as billing
from foundation.billing.models import Account, Payment, Refund


@contextmanager
def at_work(stop, acts, counts):
    """Have each of `acts` (a function and its dice) done again and again until the end."""
    threads = [threading.Thread(target=_repeat, args=(stop, *act, counts)) for act in acts]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def _repeat(stop, act, seed, counts):
    dice = random.Random(seed)
    while not stop.wait(dice.uniform(0.2, 0.8)):
        surely_once(lambda: act(dice, counts), counts)
    connections.close_all()


def surely_once(act, counts):
    """Do it, or count that it broke; whether it was done."""
    try:
        act()
    except DatabaseError:
        counts["actions of staff that broke"] += 1
        connections.close_all()
        return False
    return True


def surely(act, counts, stop=None):
    """Do it again until it is done."""
    stop = stop or threading.Event()
    while not surely_once(act, counts) and not stop.wait(0.5):
        pass


def cancel_one(dice, counts):
    """Now and then cancel an order paid by card; its money goes back to the card in two parts."""
    if dice.random() > 0.2:
        return
    orders = Order.objects.filter(
        state=OrderState.PAID, method=PaymentMethod.CARD, event__cancelled_at=None, total__gt=0
    )
    if found := orders.order_by("pk").first():
        _cancel(found)
        counts["orders cancelled and given back"] += 1


@transaction.atomic
def _cancel(order):
    order = services.cancel(order=order, at=clock.now(), by_staff=True)
    amount = -billing.outstanding(order.account)
    if amount > 0:
        # In two parts, so that more of them are in flight.
        third = round_money(amount / 3, order.currency)
        for key, part in (("a", third), ("b", amount - third)):
            billing.give_back(
                account=order.account, amount=part, key=f"{order.pk}{key}", at=clock.now()
            )


def book_a_transfer(dice, counts):
    """Two of three invoices are transferred, some of them in two parts."""
    orders = Order.objects.filter(state=OrderState.PENDING).order_by("-pk")
    found = next((order for order in orders[:20] if order.pk % 3), None)
    if found is None:
        return
    amount = dice.choice([None, None, Decimal(10)])
    services.mark_paid(order=found, at=clock.now(), amount=amount)
    counts["transfers booked"] += 1


class LateBank:
    """Buyers who left at the card: their time is over, and then the bank says that they paid."""

    def __init__(self, left):
        self.left = left

    def let_lapse(self, dice, counts):
        """The half hour of who left is over; the worker gives their places to others."""
        held = Order.objects.filter(code__in=list(self.left), state=OrderState.HELD)
        held.filter(placed_at__isnull=False).update(held_until=clock.now())

    def pay_late(self, dice, counts):
        """The bank's word comes when the places have gone."""
        lapsed = Order.objects.filter(code__in=list(self.left), state=OrderState.EXPIRED)
        waiting = Payment.objects.filter(
            account__order__in=lapsed, status=PaymentStatus.WAITING
        ).order_by("pk")
        for payment in waiting[:3]:
            _confirm(payment.pk)
            counts["payments that came late"] += 1


@transaction.atomic
def _confirm(pk):
    Account.objects.select_for_update().get(payments=pk)
    payment = Payment.objects.get(pk=pk)
    payment.captured_amount = payment.total
    payment.save(update_fields=["captured_amount"])
    payment.change_status(PaymentStatus.CONFIRMED)


def clear_up(counts):
    """At the end of the day: pay back what is flagged, and make the transfers that wait."""
    for order in Order.objects.filter(refund_needed=True).select_related("account"):
        surely(lambda order=order: _pay_back(order), counts)
    for refund in Refund.objects.to_transfer():
        surely(
            lambda refund=refund: billing.mark_transferred(refund=refund, at=clock.now()), counts
        )


@transaction.atomic
def _pay_back(order):
    amount = -billing.outstanding(order.account)
    if amount > 0:
        billing.give_back(
            account=order.account, amount=amount, key=f"late:{order.pk}", at=clock.now()
        )
