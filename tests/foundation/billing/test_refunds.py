from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from payments import PaymentStatus

from foundation.base import clock
from foundation.base.errors import RuleError
from foundation.billing import refunding, services, tasks
from foundation.billing.models import Entry, EntryKind, Payment, Refund, RefundState
from foundation.billing.providers import Answer
from tests import queue
from tests.factories.refunds import ask, charge, make_account

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("room")]


def parts(refunds):
    return [(refund.way, refund.amount) for refund in refunds]


def booked():
    return list(Entry.objects.filter(kind=EntryKind.REFUND).values_list("amount", flat=True))


def state(refund):
    refund.refresh_from_db()
    return refund.state


@pytest.fixture
def card_refund(at, bank):
    """The refund of a card payment of 100, asked for and not sent yet."""
    (refund,) = ask(make_account(cards=[100]), 100)
    return refund


@pytest.mark.parametrize(
    ("cards", "transfers", "amount", "split"),
    [
        ([100], 0, 100, [("card", 100)]),
        ([100], 0, 40, [("card", 40)]),
        ([], 100, 100, [("transfer", 100)]),
        ([70, 30], 0, 100, [("card", 30), ("card", 70)]),
        ([70, 30], 0, 20, [("card", 20)]),
        ([60], 40, 100, [("card", 60), ("transfer", 40)]),
        ([60], 40, "60.01", [("card", 60), ("transfer", Decimal("0.01"))]),
    ],
)
def test_money_goes_back_to_the_newest_card_first_and_the_rest_by_transfer(
    at, bank, cards, transfers, amount, split
):
    account = make_account(cards=cards, transfers=transfers)

    assert parts(ask(account, amount)) == split


def test_the_same_key_gives_back_once(at, bank, run_queue):
    account = make_account(cards=[60], transfers=40)

    first, again = ask(account, 100), ask(account, 30)

    assert first == again
    run_queue()
    assert bank.total == 60
    assert parts(ask(account, 100)) == parts(first)


@pytest.mark.parametrize(
    ("kept", "amount", "code"),
    [
        (0, "100.01", "too_much"),
        (30, 71, "too_much"),
        (100, 1, "nothing_owed"),
        (0, 0, "not_possible"),
        (0, -5, "not_possible"),
        (0, "0.004", "not_possible"),
    ],
)
def test_no_more_goes_back_than_we_owe(at, bank, kept, amount, code):
    account = make_account(cards=[100])
    if kept:
        charge(account, kept)

    with pytest.raises(RuleError) as refusal:
        ask(account, amount)

    assert refusal.value.code == code
    assert not Refund.objects.exists()


def test_what_is_on_its_way_is_not_given_back_again(at, bank, run_queue):
    account = make_account(cards=[100], transfers=50)
    ask(account, 90)

    assert services.outstanding(account) == -60
    with pytest.raises(RuleError, match="more than we owe"):
        ask(account, 61, key="second")
    assert parts(ask(account, 60, key="second")) == [("card", 10), ("transfer", 50)]
    with pytest.raises(RuleError, match="on its way already"):
        ask(account, 1, key="third")


def test_the_ledger_has_a_refund_when_the_money_has_gone(at, bank, room, run_queue):
    account = make_account(cards=[60], transfers=40)
    room.clear()
    card, transfer = ask(account, 100, note="Cancelled")
    assert booked() == []

    run_queue()

    assert (state(card), state(transfer)) == (RefundState.DONE, RefundState.ASKED)
    assert (booked(), room) == ([60], [-40])
    services.mark_transferred(refund=transfer, at=at)
    services.mark_transferred(refund=transfer, at=at)
    assert (booked(), room) == ([60, 40], [-40, 0])
    assert Entry.objects.filter(note="Cancelled").count() == 2


def test_a_card_refund_is_sent_once_however_often_its_task_runs(at, bank, run_queue, card_refund):
    tasks.send_refund.enqueue(card_refund.pk)
    run_queue()
    tasks.send_refund.func(card_refund.pk)

    assert bank.asked == [card_refund.key]
    assert booked() == [100]


@pytest.mark.parametrize("answer", ["silent", "lost"])
def test_a_provider_that_does_not_answer_is_asked_again_under_the_same_key(
    at, bank, run_queue, card_refund, answer
):
    bank.answers = [answer] * 3
    run_queue()
    assert (state(card_refund), card_refund.error) == (RefundState.ASKED, "No answer.")
    waits = [card_refund.due_at - at]

    for _ in range(3):
        tasks.send_refund.func(card_refund.pk)
        card_refund.refresh_from_db()
        waits.append(card_refund.due_at - at)

    assert waits[:3] == [timedelta(minutes=minutes) for minutes in (1, 5, 30)]
    assert card_refund.state == RefundState.DONE
    assert set(bank.asked) == {card_refund.key}
    assert (bank.total, booked()) == (100, [100])


def test_the_refund_of_a_killed_worker_goes_to_the_next(at, bank, run_queue, card_refund):
    queue.waiting().delete()
    refunding._take_up(card_refund.pk)
    assert tasks.resend_lost_refunds() == 0

    with clock.seen_from(at + refunding.LOST_AFTER):
        assert tasks.resend_lost_refunds() == 1
        assert tasks.resend_lost_refunds() == 0
        run_queue()

    assert state(card_refund) == RefundState.DONE
    assert (bank.total, booked()) == (100, [100])


def test_a_refund_whose_task_is_lost_is_found(at, bank, run_queue, card_refund):
    queue.waiting().delete()

    with clock.seen_from(at + tasks.OVERDUE):
        assert tasks.resend_lost_refunds() == 1
        run_queue()

    assert state(card_refund) == RefundState.DONE


def test_a_slow_refund_is_booked_when_the_provider_says_so(at, bank, run_queue, card_refund):
    bank.answers = ["slow", "slow", "done"]
    run_queue()
    assert (state(card_refund), booked()) == (RefundState.SENDING, [])

    for hours in (1, 2):
        with clock.seen_from(at + timedelta(hours=hours)):
            assert tasks.look_up_slow_refunds() == 1
            run_queue()

    assert (state(card_refund), booked()) == (RefundState.DONE, [100])


def test_what_the_provider_refuses_is_tried_again_under_a_new_key(at, bank, run_queue, card_refund):
    bank.answers = ["refuse"]
    run_queue()
    assert (state(card_refund), card_refund.error) == (RefundState.FAILED, "The card is closed.")
    assert services.outstanding(card_refund.account) == -100

    services.try_again(refund=card_refund, at=at)
    run_queue()

    assert bank.asked == [card_refund.key, f"{card_refund.key}~1"]
    assert (state(card_refund), booked()) == (RefundState.DONE, [100])


def test_what_the_provider_refuses_is_paid_by_transfer_instead(at, bank, run_queue, card_refund):
    bank.answers = ["refuse"]
    run_queue()

    instead = services.transfer_instead(refund=card_refund, at=at, payee="Ada, DE02")

    assert state(card_refund) == RefundState.WITHDRAWN
    services.mark_transferred(refund=instead, at=at)
    assert (bank.total, booked()) == (0, [100])
    with pytest.raises(RuleError) as refusal:
        services.try_again(refund=card_refund, at=at)
    assert refusal.value.code == "not_failed"


def test_a_failed_refund_that_was_paid_otherwise_is_not_tried_again(
    at, bank, run_queue, card_refund
):
    bank.answers = ["refuse"]
    run_queue()
    services.record_transfer(account=card_refund.account, amount=Decimal(100), key="hand", at=at)

    for change in (services.try_again, services.transfer_instead):
        with pytest.raises(RuleError) as refusal:
            change(refund=card_refund, at=at)
        assert refusal.value.code == "nothing_owed"


def test_a_refund_that_comes_back_later_is_owed_again(at, bank, room, run_queue, card_refund):
    run_queue()

    refunding.fail(refund_id=card_refund.pk, error="Account closed")
    refunding.fail(refund_id=card_refund.pk, error="Account closed")

    assert state(card_refund) == RefundState.FAILED
    assert services.owed(card_refund.account) == -100
    services.try_again(refund=card_refund, at=at)
    run_queue()
    assert services.owed(card_refund.account) == 0


def test_a_late_word_of_the_provider_changes_nothing_that_is_done(at, bank, run_queue, card_refund):
    run_queue()

    refunding.hear(refund_id=card_refund.pk, answer=Answer("other", is_done=False), at=at)
    refunding.wait(refund_id=card_refund.pk, error="late")

    assert (state(card_refund), booked()) == (RefundState.DONE, [100])
    assert card_refund.provider_reference == f"bank:{card_refund.key}"


def test_a_refund_is_withdrawn_before_it_is_sent_and_not_after(at, bank, run_queue):
    account = make_account(cards=[60], transfers=40)
    card, transfer = ask(account, 100)
    for refund in (card, transfer):
        services.withdraw(refund=refund, at=at, because="A mistake")
    assert services.outstanding(account) == -100
    run_queue()
    assert bank.asked == []

    (sent,) = ask(account, 50, key="again")
    run_queue()
    with pytest.raises(RuleError) as refusal:
        services.withdraw(refund=sent, at=at, because="Too late")
    assert refusal.value.code == "under_way"
    with pytest.raises(RuleError) as refusal:
        services.mark_transferred(refund=transfer, at=at)
    assert refusal.value.code == "withdrawn"
    with pytest.raises(RuleError) as refusal:
        services.mark_transferred(refund=sent, at=at)
    assert refusal.value.code == "not_a_transfer"


def test_a_card_whose_provider_is_gone_is_paid_back_by_transfer(at, bank, settings):
    account = make_account(cards=[100])
    settings.PAYMENT_VARIANTS = {}

    assert parts(ask(account, 100)) == [("transfer", 100)]


def test_only_confirmed_payments_are_given_back(at, bank):
    account = make_account(cards=[100], transfers=100)
    Payment.objects.update(status=PaymentStatus.ERROR)

    assert parts(ask(account, 150)) == [("transfer", 150)]


def test_a_refund_stays_what_it_is(at, card_refund):
    for change in ({"amount": 1}, {"key": "x"}, {"way": "transfer"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Refund.objects.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        Refund.objects.all().delete()


def test_money_that_goes_back_pays_for_nothing(at, bank):
    account = make_account(cards=[100])
    ask(account, 100)
    charge(account, 100)

    start = {
        "description": "x",
        "email": "a@b.org",
        "success_path": "/",
        "failure_path": "/",
        "at": at,
    }
    assert services.start_card_payment(account=account, **start).total == 100
