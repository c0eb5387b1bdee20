"""Funds of projects, pledges to them, and what their governing boards decide."""

from datetime import date
from decimal import Decimal

from foundation.base.models import Foundation
from foundation.billing import services as billing
from foundation.billing.models import EntryKind
from projects.funding import queries, services
from projects.funding.models import Choice, Fund, Pledge
from tests.factories.projects import NOW, make_platinum_member, make_project

THOUSAND = Decimal(1000)


def make_foundation():
    return Foundation.objects.get_or_create(
        pk=1,
        defaults={"name": "F", "legal_name": "F", "address": "A", "email": "desk@example.org",
                  "currency": "USD", "bank_details": "IBAN 1"},
    )[0]  # fmt: skip


def make_fund(*, project=None, **fields):
    """A proposed fund in USD."""
    defaults = {"purpose": "Testing machines.", "proposed_on": date(2022, 9, 1)}
    return Fund.objects.create(project=project or make_project(), **defaults | fields)


def make_pledge(fund, organization=None, *, amount=THOUSAND, confirmed=True, at=NOW):
    """1,000 USD of a Platinum member for 2023, confirmed."""
    pledge = services.pledge(
        fund=fund,
        organization=organization or make_platinum_member(f"Huawei {Pledge.objects.count()}"),
        amount=amount,
        begins_on=date(2023, 1, 1),
        ends_on=date(2023, 12, 31),
        by=None,
        at=at,
    )
    return services.confirm(pledge=pledge, at=at) if confirmed else pledge


def make_open_fund(**fields):
    """An open fund with one pledge of 1,000 USD that is not invoiced."""
    make_foundation()
    fund = make_fund(**fields)
    make_pledge(fund)
    return services.open_fund(fund=fund, at=NOW)


def paid(pledge, amount=None, key="payment"):
    """`pledge`, invoiced and paid."""
    row = services.invoice(pledge=pledge, at=NOW)
    billing.receive(account=row.account, amount=amount or row.amount, key=key, at=NOW)
    return row


def make_decision(fund, *, choice="for", **fields):
    """Every funder votes `choice`, or as `votes` say by the key of the organisation."""
    votes = {seat.pk: Choice(choice) for seat in queries.board(fund)}
    defaults = {"decided_on": date(2022, 10, 10), "title": "Budget", "text": "We pay for tests.",
                "votes": votes, "by": None, "at": NOW}  # fmt: skip
    return services.decide(fund=fund, **defaults | fields)


def make_spending(line, **fields):
    """10 of a line, spent on the day."""
    defaults = {"amount": Decimal(10), "spent_on": date(2022, 10, 10), "what": "Machines",
                "by": None, "at": NOW}  # fmt: skip
    return services.spend(line=line, **defaults | fields)


def taken_back(pledge, amount):
    """The bank takes money of a paid pledge back, whatever we say."""
    return billing.add_entry(
        account=pledge.account, kind=EntryKind.REFUND, amount=amount, key="recalled", at=NOW
    )
