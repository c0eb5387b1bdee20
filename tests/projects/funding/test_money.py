"""Money that is spent, taken back, asked for no longer, gone, late."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import Error, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from foundation.base.errors import RuleError
from foundation.base.models import Mail
from foundation.billing import services as billing
from foundation.billing.models import Invoice
from members.dues.models import BillingDetails
from members.models import Membership
from projects.funding import attention, queries, services
from projects.funding.models import Pledge, Spending
from tests.factories.funding import (
    make_decision,
    make_fund,
    make_open_fund,
    make_pledge,
    make_spending,
    paid,
    taken_back,
)
from tests.factories.projects import NOW

pytestmark = pytest.mark.django_db


def refused(code):
    return pytest.raises(RuleError, check=lambda refusal: refusal.code == code)


def barred():
    """What the database itself refuses."""
    return pytest.raises(Error)


def test_what_was_spent_is_the_sum_of_what_was_recorded_and_stays():
    fund = make_open_fund()
    paid(fund.pledges.get())
    line = services.allocate(
        decision=make_decision(fund), name="CI", year=2023, amount=Decimal(400)
    )

    make_spending(line, amount=Decimal(300))
    make_spending(line, amount=Decimal(-50), what="Booked twice")
    line.refresh_from_db()
    assert (line.spent, line.left, queries.sums(fund).spent) == (250, 150, 250)
    for code, fields in {
        "too_much": {"amount": Decimal(-251)},
        "nothing": {"amount": Decimal("0.001")},
        "empty": {"what": " "},
        "future": {"spent_on": date(2022, 10, 11)},
    }.items():
        with refused(code):
            make_spending(line, **fields)
    with barred(), transaction.atomic():
        Spending.objects.update(amount=1)


def test_a_line_gives_back_what_is_not_spent_as_the_governing_board_decides():
    fund, other = make_open_fund(), make_open_fund()
    paid(fund.pledges.get())
    line = services.allocate(
        decision=make_decision(fund), name="CI", year=2023, amount=Decimal(900)
    )
    make_spending(line, amount=Decimal(200))
    less = make_decision(fund, title="Less CI")

    for code, fields in {
        "too_much": {"amount": Decimal(701)},
        "nothing": {"amount": Decimal(0)},
        "other_fund": {"decision": make_decision(other)},
        "not_carried": {"decision": make_decision(fund, choice="against")},
    }.items():
        with refused(code):
            services.cut(**{"line": line, "decision": less, "amount": Decimal(1)} | fields)
    row = services.cut(line=line, decision=less, amount=Decimal(700))
    assert (row.allocated, row.left, row.lowered_by) == (200, 0, less)
    assert queries.sums(fund).left == 800


@pytest.mark.parametrize("was_paid", [None, Decimal(700), Decimal(1000)])
def test_an_invoiced_pledge_comes_to_less_by_a_credit_note(run_queue, was_paid):
    fund = make_open_fund()
    pledge = services.invoice(pledge=fund.pledges.get(), at=NOW)
    if was_paid:
        billing.receive(account=pledge.account, amount=was_paid, key="p", at=NOW)

    row = services.lower(pledge=pledge, amount=Decimal(600), at=NOW)
    run_queue()

    assert (row.amount, billing.owed(row.account)) == (600, 600 - (was_paid or 0))
    kinds = Invoice.objects.order_by("pk").values_list("kind", "total")
    assert list(kinds) == [("invoice", 1000), ("credit_note", -1000), ("invoice", 600)]
    assert queries.sums(fund).pledged == 600
    assert queries.sums(fund).paid == min(was_paid or 0, 600)
    with refused("more"):
        services.lower(pledge=pledge, amount=Decimal(600), at=NOW)


def test_who_is_asked_for_nothing_more_funds_nothing_more(run_queue):
    fund = make_open_fund()
    pledge = paid(fund.pledges.get())
    BillingDetails.objects.create(
        organization=pledge.organization, name="Books", email="books@example.org", address="A"
    )

    with refused("last_platinum"):
        services.lower(pledge=pledge, amount=Decimal(0), at=NOW)
    make_pledge(fund)
    row = services.lower(pledge=pledge, amount=Decimal(0), at=NOW)
    run_queue()

    assert row.state()[0] == "withdrawn"
    assert billing.owed(row.account) == -1000
    assert (queries.sums(fund).paid, queries.board(fund).count()) == (0, 1)
    mail = Mail.objects.get(kind="fund_lowered")
    assert mail.attachments.count() == 1
    assert "USD 0" in mail.text
    with refused("not_now"):
        services.lower(pledge=pledge, amount=Decimal(0), at=NOW)
    billing.record_transfer(account=row.account, amount=Decimal(1000), key="back", at=NOW)
    assert not Mail.objects.filter(kind="fund_paid").exists()


def test_what_is_allocated_is_not_given_back():
    fund = make_open_fund()
    pledge = paid(fund.pledges.get())
    services.allocate(decision=make_decision(fund), name="CI", year=2023, amount=Decimal(700))

    with refused("allocated"):
        services.lower(pledge=pledge, amount=Decimal(699), at=NOW)
    assert billing.owed(pledge.account) == 0
    services.lower(pledge=pledge, amount=Decimal(700), at=NOW)
    assert queries.sums(fund).left == 0


def test_money_that_went_back_after_it_was_allocated_is_told_with_the_ways_out():
    fund = make_open_fund(note="")
    pledge = paid(fund.pledges.get())
    line = services.allocate(
        decision=make_decision(fund), name="CI", year=2023, amount=Decimal(700)
    )
    assert attention.of(fund, NOW.date()) == []

    taken_back(pledge, Decimal(900))

    (short,) = attention.of(fund, NOW.date())
    assert short.says.startswith("USD 600.00 more is allocated than was paid")
    assert "pay USD 900.00 again" in short.ways[0]
    assert "“CI, 2023”: USD 700.00" in short.ways[1]
    with refused("too_much"):
        services.allocate(decision=line.decision, name="Docs", year=2023, amount=Decimal(1))
    services.cut(line=line, decision=line.decision, amount=Decimal(600))
    assert attention.of(fund, NOW.date()) == []


def test_staff_are_told_of_late_and_overpaid_pledges_and_of_no_platinum_member():
    fund = make_open_fund()
    services.invoice(pledge=fund.pledges.get(), at=NOW)
    Membership.objects.update(span=DateRange(date(2021, 1, 1), date(2022, 11, 1)))
    paid(make_pledge(fund), Decimal(1100))

    stranger, late, back = (each.says for each in attention.of(fund, date(2022, 11, 10)))

    assert stranger == "Huawei 0 funds it and is no member (any more)."
    assert "Huawei 0 has not paid USD 1,000.00, due on" in late
    assert back == "We owe Huawei 1 USD 100.00."
    Membership.objects.update(span=DateRange(date(2021, 1, 1), date(2022, 11, 1)))
    assert attention.of(fund, date(2022, 11, 9))[0].says.startswith("No Platinum member")


def test_who_did_not_pay_in_time_is_reminded_once(run_queue):
    fund = make_open_fund()
    pledge = services.invoice(pledge=fund.pledges.get(), at=NOW)
    BillingDetails.objects.create(
        organization=pledge.organization, name="Books", email="books@example.org", address="A"
    )
    late = NOW + timedelta(days=31)

    assert services.remind(at=NOW + timedelta(days=30)) == 0
    assert services.remind(at=late) == 1
    assert services.remind(at=late) == 0
    run_queue()
    mail = Mail.objects.get(kind="fund_unpaid")
    assert (pledge.account.reference in mail.text, mail.attachments.count()) == (True, 1)

    services.lower(pledge=pledge, amount=Decimal(10), at=late)
    assert services.remind(at=late) == 0
    assert services.remind(at=late + timedelta(days=31)) == 1
    billing.receive(account=pledge.account, amount=Decimal(10), key="k", at=late)
    run_queue()
    assert Mail.objects.filter(kind="fund_unpaid").count() == 1


def test_the_same_pledge_is_made_once_and_a_closed_fund_confirms_none():
    fund = make_fund()
    first = make_pledge(fund, confirmed=False)

    with refused("there"):
        make_pledge(fund, first.organization, confirmed=False)
    services.close(fund=fund, at=NOW)
    with refused("closed"):
        services.confirm(pledge=first, at=NOW)


def test_amounts_are_rounded_to_the_currency_before_they_are_compared():
    fund = make_open_fund(currency="JPY")
    paid(fund.pledges.get())
    decision = make_decision(fund)

    assert (
        services.allocate(
            decision=decision, name="CI", year=2023, amount=Decimal("1000.4")
        ).allocated
        == 1000
    )
    with refused("nothing"):
        services.allocate(decision=decision, name="x", year=2023, amount=Decimal("0.4"))


@pytest.mark.parametrize("fields", [{"amount": 0}, {"what": ""}])
def test_an_expense_is_money_for_something(fields):
    fund = make_open_fund()
    paid(fund.pledges.get())
    line = services.allocate(decision=make_decision(fund), name="CI", year=2023, amount=Decimal(9))
    told = {"line": line, "amount": 1, "what": "x", "spent_on": date(2022, 10, 10)}

    with barred(), transaction.atomic():
        Spending.objects.create(**told | fields)


def test_what_was_not_confirmed_is_not_invoiced():
    pledge = paid(make_open_fund().pledges.get())

    with barred(), transaction.atomic():
        Pledge.objects.filter(pk=pledge.pk).update(confirmed_at=None)
