"""Disputes move money at Stripe: it is booked once, in whatever order the messages come."""

import itertools
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier

import pytest
from django.db import connections

from foundation.base import clock
from foundation.billing import disputes, services
from foundation.billing.models import EntryKind, Payment
from foundation.billing.providers import Dispute
from tests.conftest import KEYNOTE_WEEK
from tests.factories.refunds import charge, make_account

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]

TAKEN, RETURNED, OPENED = disputes.TAKEN, disputes.RETURNED, disputes.OPENED


@pytest.fixture
def payment(room):
    """100 USD, paid by card for what costs as much."""
    account = make_account(cards=(100,))
    charge(account, 100)
    return account.payments.get()


def dispute(amount="100", currency="USD", *, is_lost=False, reference="dp_1"):
    return Dispute(reference, Decimal(amount), currency, is_lost)


def hear(kind, payment, **fields):
    return disputes.hear_dispute(kind, dispute(**fields), payment)


def booked(payment):
    rows = payment.account.entries.filter(key__startswith="dispute:")
    return list(rows.values_list("kind", "amount"))


def test_what_stripe_takes_back_is_owed_again_and_staff_are_told(payment, room):
    said = hear(TAKEN, payment)

    assert said == "Stripe took USD 100.00 back for a dispute. It is booked, and owed again."
    assert booked(payment) == [(EntryKind.REFUND, 100)]
    assert room[-1] == 100


def test_what_stripe_returns_pays_again(payment, room):
    hear(TAKEN, payment)

    assert hear(RETURNED, payment) == ""
    assert booked(payment) == [(EntryKind.REFUND, 100), (EntryKind.PAYMENT, -100)]
    assert room[-1] == 0


@pytest.mark.parametrize("order", list(itertools.permutations([TAKEN, RETURNED, TAKEN, RETURNED])))
def test_in_any_order_and_told_twice_it_ends_the_same(payment, order):
    for kind in order:
        hear(kind, payment)

    assert booked(payment) == [(EntryKind.REFUND, 100), (EntryKind.PAYMENT, -100)]
    assert services.owed(payment.account) == 0


def test_a_part_is_taken_and_two_disputes_are_two(payment):
    hear(TAKEN, payment, amount="30")
    hear(TAKEN, payment, amount="20", reference="dp_2")

    assert services.owed(payment.account) == 50


def test_money_that_was_to_go_back_anyway_is_not_owed_again(room):
    account = make_account(cards=(100,))

    assert hear(TAKEN, account.payments.get()) == ""
    assert services.owed(account) == 0


@pytest.mark.parametrize(
    "fields", [{"currency": "EUR"}, {"amount": "0"}, {"amount": "-5"}, {"reference": ""}]
)
def test_what_cannot_be_is_for_staff_and_books_nothing(payment, fields):
    assert "nothing is booked" in hear(TAKEN, payment, **fields)
    assert booked(payment) == []


def test_money_of_a_payment_that_is_not_known_waits(payment):
    Payment.objects.update(status="waiting")

    for known in (None, payment):
        with pytest.raises(disputes.TooEarly):
            hear(TAKEN, known)


@pytest.mark.parametrize(
    ("kind", "is_lost", "sentence"),
    [
        (OPENED, False, "disputes the payment"),
        ("charge.dispute.updated", False, ""),
        ("charge.dispute.closed", True, "The dispute is lost"),
        ("charge.dispute.closed", False, ""),
    ],
)
def test_words_move_no_money(payment, kind, is_lost, sentence):
    said = hear(kind, payment, is_lost=is_lost)

    assert (sentence in said) == bool(said or not sentence)
    assert booked(payment) == []


@pytest.mark.django_db(transaction=True)
def test_messages_at_once_book_each_movement_once(room):
    account = make_account(cards=(100,))
    payment = account.payments.get()
    gate = Barrier(6)

    def run(kind):
        gate.wait(timeout=30)
        try:
            with clock.seen_from(KEYNOTE_WEEK):
                return hear(kind, payment)
        finally:
            connections["default"].close()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(run, [TAKEN, RETURNED] * 3))

    assert sorted(booked(payment)) == [("payment", -100), ("refund", 100)]
