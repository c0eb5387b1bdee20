"""Two at once, on a real PostgreSQL: each thread has a connection of its own."""

from datetime import date
from decimal import Decimal

import pytest

from foundation.billing.models import Invoice
from members.models import Membership
from projects.funding import services
from projects.funding.models import Fund, Pledge
from tests.factories.funding import (
    make_decision,
    make_foundation,
    make_fund,
    make_open_fund,
    make_pledge,
    paid,
)
from tests.factories.projects import NOW
from tests.projects.hosting.test_race import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_of_the_staff_at_once_invoice_once():
    pledge = make_open_fund().pledges.get()

    results = at_once(2, lambda: services.invoice(pledge=pledge, at=NOW).pk)

    assert sorted(results, key=str) == [pledge.pk, "not_now"]
    assert Invoice.objects.count() == 1


def move(moves):
    return next(moves)()


def test_opened_and_withdrawn_at_once_leaves_no_open_fund_without_platinum():
    make_foundation()
    fund = make_fund()
    pledge = make_pledge(fund)
    moves = iter([
        lambda: services.open_fund(fund=fund, at=NOW).state,
        lambda: str(services.withdraw(pledge=pledge, at=NOW).pk),
    ])  # fmt: skip

    results = at_once(2, lambda: move(moves))

    is_open = Fund.objects.get().state == "open"
    assert is_open == (Pledge.objects.get().withdrawn_at is None)
    assert len({"no_platinum", "last_platinum"} & set(results)) == 1


def test_the_last_money_is_allocated_once():
    fund = make_open_fund()
    paid(fund.pledges.get())
    decision = make_decision(fund)
    names = iter(["A", "B", "C", "D"])

    results = at_once(
        4,
        lambda: (
            services.allocate(
                decision=decision, name=next(names), year=2023, amount=Decimal(600)
            ).year
        ),
    )

    assert sorted(results, key=str) == [2023, "too_much", "too_much", "too_much"]


def test_the_last_platinum_pledges_are_not_both_withdrawn():
    fund = make_open_fund()
    rows = iter([fund.pledges.get(), make_pledge(fund)])

    results = at_once(2, lambda: services.withdraw(pledge=next(rows), at=NOW).fund_id)

    assert sorted(results, key=str) == [fund.pk, "last_platinum"]
    assert Membership.objects.on(date(2022, 10, 10)).count() == 2
