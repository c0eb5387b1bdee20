"""Two people give the same money back at once. Real threads, each with its own connection."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from foundation.base.errors import RuleError
from foundation.billing import ledger, services, tasks
from foundation.billing.models import Entry, EntryKind
from foundation.billing.services import refunds
from tests.conftest import KEYNOTE_WEEK
from tests.factories.refunds import ask, make_account

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("room")]

WORKERS = 8


def at_once(job):
    """`job(number)` in several threads that start together; results or refusal codes."""
    gate = threading.Barrier(WORKERS)

    def run(number):
        gate.wait(timeout=60)
        try:
            return job(number)
        except RuleError as refusal:
            return refusal.code
        finally:
            connections["default"].close()

    with ThreadPoolExecutor(WORKERS) as pool:
        return Counter(pool.map(run, range(WORKERS)))


def give_back_eight_times(*, amount, key="{}"):
    account = make_account(cards=[60], transfers=40)
    outcome = at_once(
        lambda number: len(ask(account, amount, key=f"{account.pk} {key.format(number)}"))
    )
    asked = sum(account.refunds.values_list("amount", flat=True))
    by_card = sum(account.refunds.filter(way="card").values_list("amount", flat=True))
    return outcome, asked, by_card


def test_eight_who_give_back_at_once_give_back_what_was_paid_and_no_more():
    whole, asked, by_card = give_back_eight_times(amount=100)
    assert whole == {2: 1, "nothing_owed": 7}
    assert (asked, by_card) == (100, 60)

    parts, asked, by_card = give_back_eight_times(amount=30)
    assert parts["too_much"] == 5
    assert (asked, by_card) == (90, 60)

    clicks, asked, by_card = give_back_eight_times(amount=50, key="one")
    assert clicks == {1: 8}
    assert (asked, by_card) == (50, 50)


def test_without_the_lock_the_same_eight_give_back_too_much(monkeypatch):
    """Shows that the test above can fail."""
    monkeypatch.setattr(refunds, "_open", lambda account, key: (account, []))
    gate = threading.Barrier(WORKERS)

    def slowly(account):
        open_ = ledger.outstanding(account)
        gate.wait(timeout=60)
        return open_

    monkeypatch.setattr(refunds, "outstanding", slowly)
    _outcome, asked, _by_card = give_back_eight_times(amount=100)
    assert asked > 100


def test_eight_who_carry_a_refund_out_at_once_carry_it_out_once(bank):
    (by_card,) = ask(make_account(cards=[100]), 100)
    at_once(lambda _number: tasks.send_refund.func(by_card.pk))
    assert bank.asked == [by_card.key]

    (transfer,) = ask(make_account(transfers=100), 100, key="t")
    marked = at_once(
        lambda _number: services.mark_transferred(refund=transfer, at=KEYNOTE_WEEK).state
    )
    assert marked == {"done": 8}

    assert Entry.objects.filter(kind=EntryKind.REFUND).count() == 2
    bank.answers = ["refuse"]
    account = make_account(cards=[100])
    (failed,) = ask(account, 100, key="f")
    tasks.send_refund.func(failed.pk)

    def decide(number):
        change = services.try_again if number % 2 else services.transfer_instead
        change(refund=failed, at=KEYNOTE_WEEK)
        return "decided"

    assert at_once(decide) == {"decided": 1, "not_failed": 7}
    assert services.outstanding(account) == 0
