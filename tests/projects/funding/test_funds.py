from datetime import date
from decimal import Decimal

import pytest
from django.db import Error, transaction

from foundation.base.errors import RuleError
from foundation.base.models import Mail
from foundation.billing import services as billing
from foundation.billing.models import Account, EntryKind, Invoice
from members.dues.models import BillingDetails
from projects.funding import queries, services
from projects.funding.models import BudgetLine, Fund, Pledge, Spending
from tests.factories.funding import (
    make_decision,
    make_foundation,
    make_fund,
    make_open_fund,
    make_pledge,
    make_spending,
    paid,
)
from tests.factories.projects import NOW, make_platinum_member, make_project

pytestmark = pytest.mark.django_db


def refused(code):
    return pytest.raises(RuleError, check=lambda refusal: refusal.code == code)


def barred():
    """What the database itself refuses."""
    return pytest.raises(Error)


def test_a_project_has_one_fund_that_is_not_closed():
    project = make_project()
    first = make_fund(project=project)

    with barred(), transaction.atomic():
        make_fund(project=project)
    services.close(fund=first, at=NOW)
    make_fund(project=project)


@pytest.mark.parametrize("held", [{"until": date(2022, 10, 10)}, {"since": date(2022, 10, 11)}])
def test_who_is_no_member_today_cannot_pledge(held):
    fund, stranger = make_fund(), make_platinum_member("Acme", **held)

    with refused("no_member"):
        make_pledge(fund, stranger)
    with barred(), transaction.atomic():
        Pledge.objects.create(
            fund=fund, organization=stranger, amount=1, begins_on=date(2023, 1, 1),
            ends_on=date(2023, 2, 1), pledged_on=date(2022, 10, 10),
        )  # fmt: skip


@pytest.mark.parametrize("amount", ["0", "-5", "0.001"])
def test_nothing_cannot_be_pledged(amount):
    with refused("nothing"):
        make_pledge(make_fund(), amount=Decimal(amount))


def test_a_closed_fund_takes_no_pledge():
    fund = services.close(fund=make_fund(), at=NOW)

    with refused("closed"):
        make_pledge(fund)


def test_a_fund_opens_with_a_confirmed_pledge_of_a_platinum_member():
    fund = make_fund()
    make_pledge(fund, make_platinum_member("Silver", tier="silver"))
    waiting = make_pledge(fund, confirmed=False)

    with refused("no_platinum"):
        services.open_fund(fund=fund, at=NOW)
    with barred(), transaction.atomic():
        Fund.objects.filter(pk=fund.pk).update(state="open", opened_on=date(2022, 10, 10))
    services.confirm(pledge=waiting, at=NOW)
    assert services.open_fund(fund=fund, at=NOW).opened_on == date(2022, 10, 10)


def test_an_open_fund_keeps_a_platinum_member():
    fund = make_open_fund()
    first = fund.pledges.get()

    with refused("last_platinum"):
        services.withdraw(pledge=first, at=NOW)
    make_pledge(fund)
    services.withdraw(pledge=first, at=NOW)
    with refused("not_now"):
        services.withdraw(pledge=first, at=NOW)


def test_a_pledge_is_invoiced_once_paid_and_thanked_for(run_queue):
    fund = make_open_fund()
    pledge = fund.pledges.get()
    BillingDetails.objects.create(
        organization=pledge.organization, name="Books", email="books@example.org", address="A"
    )

    invoiced = services.invoice(pledge=pledge, at=NOW)
    run_queue()
    with refused("not_now"):
        services.invoice(pledge=pledge, at=NOW)
    assert Invoice.objects.get().total == 1000
    assert invoiced.state()[0] == "invoiced"
    mail = Mail.objects.get(kind="fund_invoiced")
    assert (mail.to, mail.attachments.count()) == ("books@example.org", 1)
    assert invoiced.account.reference in mail.text
    assert queries.sums(fund).paid == 0

    billing.receive(account=invoiced.account, amount=Decimal(1000), key="k", at=NOW)
    assert queries.sums(fund).paid == 1000
    assert Mail.objects.filter(kind="fund_paid").count() == 1
    with refused("not_now"):
        services.withdraw(pledge=pledge, at=NOW)


def test_nothing_is_invoiced_before_the_fund_is_open():
    make_foundation()
    pledge = make_pledge(make_fund())

    with refused("not_open"):
        services.invoice(pledge=pledge, at=NOW)


def test_what_was_paid_too_much_and_what_went_back_is_not_the_funds():
    fund = make_open_fund()
    row = paid(fund.pledges.get(), Decimal(1500))
    assert queries.sums(fund).paid == 1000

    billing.add_entry(
        account=row.account, kind=EntryKind.REFUND, amount=Decimal(900), key="r", at=NOW
    )
    assert queries.sums(fund).paid == 600


def test_never_more_is_allocated_than_was_paid_nor_spent_than_allocated():
    fund = make_open_fund()
    decision = make_decision(fund)
    with refused("too_much"):
        services.allocate(decision=decision, name="CI", year=2023, amount=Decimal(1))
    paid(fund.pledges.get())

    line = services.allocate(decision=decision, name="CI", year=2023, amount=Decimal(700))
    with refused("too_much"):
        services.allocate(decision=decision, name="Docs", year=2023, amount=Decimal(301))
    with barred(), transaction.atomic():
        BudgetLine.objects.create(fund=fund, decision=decision, name="x", year=2023, allocated=301)
    with barred(), transaction.atomic():
        BudgetLine.objects.update(allocated=1001)
    with refused("there"):
        services.allocate(decision=decision, name="CI", year=2023, amount=Decimal(1))
    make_spending(line, amount=Decimal(700))
    with refused("too_much"):
        make_spending(line, amount=Decimal(1))
    with barred(), transaction.atomic():
        BudgetLine.objects.update(spent=701)
    with barred(), transaction.atomic():
        Spending.objects.create(line=line, amount=1, spent_on=date(2022, 10, 10), what="x")


def test_a_decision_that_was_not_carried_allocates_nothing():
    fund = make_open_fund()
    paid(fund.pledges.get())

    with refused("not_carried"):
        services.allocate(decision=make_decision(fund, choice="against"), name="CI", year=2023,
                          amount=Decimal(1))  # fmt: skip


def test_money_is_a_sum_of_the_ledger_and_of_nothing_else():
    fund = make_open_fund()
    paid(fund.pledges.get(), Decimal(250))

    book = queries.book(fund)
    assert (book.sums.pledged, book.sums.paid, book.sums.left) == (1000, 250, 250)
    assert [row.paid for row in book.funders] == [250]
    assert Account.objects.filter(purpose="funding").count() == 1
