"""What pages ask about funds. Money paid is what the ledger says, and nothing else."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce, Least

from foundation.base.money import MoneyField
from foundation.base.prepared import prepared
from foundation.billing.models import Account, Invoice, InvoiceKind
from members.models import Membership, Organization
from projects.funding.models import BudgetLine, Fund, FundState, Pledge, Spending
from projects.models import Project

# Of the accounts of pledges: the room that hears when their entries change.
PURPOSE = "funding"
NOTHING = Decimal(0)


def of(project: Project) -> Fund | None:
    """The fund of a project that everybody may see, the latest. One query."""
    return next(iter(_latest(project.pk)), None)


@prepared
def _latest(project: int) -> QuerySet[Fund]:
    return public().filter(project=project)[:1]


def public() -> QuerySet[Fund]:
    """Funds that everybody may see, with their projects: proposed ones too, since members pledge."""
    return Fund.objects.select_related("project").order_by("-pk")


def running() -> QuerySet[Fund]:
    """Funds that take pledges."""
    return public().exclude(state=FundState.CLOSED).order_by("project__name")


def platinum_pledges(fund: Fund, day: date) -> QuerySet[Pledge]:
    """The standing pledges of Platinum members of `day`."""
    held = Membership.objects.on(day).filter(tier__slug="platinum")
    return fund.pledges.standing().filter(organization__in=held.values("organization"))


def board(fund: Fund) -> QuerySet[Organization]:
    """Who has a seat on the governing board: every funder, by name. One query."""
    funders = fund.pledges.standing().values("organization")
    return Organization.objects.filter(pk__in=funders).only("name").order_by("name", "pk")


def late(day: date) -> QuerySet[Pledge]:
    """Pledges whose invoice was due before `day`, is not paid, and was not reminded of."""
    invoices = Invoice.objects.filter(
        kind=InvoiceKind.INVOICE, reversed_by=None, due_on__lt=day, account__purpose=PURPOSE
    )
    accounts: Any = Account.objects.filter(pk__in=invoices.values("account"))
    owing = accounts.with_sums().filter(owed__gt=0)
    rows = Pledge.objects.filter(reminded_at=None, withdrawn_at=None)
    return rows.filter(account__in=owing.values("pk")).order_by("pk")


@dataclass(frozen=True)
class Sums:
    """The money of a fund in its currency."""

    pledged: Decimal
    paid: Decimal
    allocated: Decimal
    spent: Decimal

    @property
    def left(self) -> Decimal:
        """What was paid and is not allocated."""
        return self.paid - self.allocated

    @property
    def short(self) -> Decimal:
        """What is allocated and not there any more: money went back after it was allocated."""
        return max(self.allocated - self.paid, NOTHING)


@dataclass(frozen=True)
class Funder:
    """An organisation and its pledges."""

    organization: Organization
    pledged: Decimal
    paid: Decimal


@dataclass(frozen=True)
class Year:
    """What was pledged for a year (by the day it begins), and allocated and spent of that year."""

    year: int
    pledged: Decimal
    allocated: Decimal
    spent: Decimal


@dataclass(frozen=True)
class Book:
    """A fund with its funders, years and lines, and what was spent."""

    sums: Sums
    funders: list[Funder]
    years: list[Year]
    lines: list[BudgetLine]
    spendings: list[Spending]


def paid_of(pledges: list[Pledge]) -> dict[int, Decimal]:
    """What the ledger says was paid of each pledge, by key; never more than was charged. One query."""
    rows = Account.objects.filter(pledge__in=pledges).select_related("pledge").with_sums()
    return {row.pledge.pk: min(row.charged, row.paid) for row in rows}


def with_sums(funds: QuerySet[Fund]) -> QuerySet[Any]:
    """Adds `pledged`, `paid`, `allocated`, `spent` and `left` to each fund, in the same query."""
    standing = Pledge.objects.standing().filter(fund=OuterRef("pk")).order_by().values("fund")
    own: Any = Account.objects.filter(pk=OuterRef("account"))
    account = own.with_sums()
    kept = Least(
        Subquery(account.values("paid")), Subquery(account.values("charged")),
        output_field=MoneyField(),
    )  # fmt: skip
    lines = BudgetLine.objects.filter(fund=OuterRef("pk")).order_by().values("fund")
    rows = funds.annotate(
        pledged=_of(standing.annotate(sum=Sum("amount"))),
        paid=_of(standing.annotate(kept=kept).values("fund").annotate(sum=Sum("kept"))),
        allocated=_of(lines.annotate(sum=Sum("allocated"))),
        spent=_of(lines.annotate(sum=Sum("spent"))),
    )
    return rows.annotate(left=F("paid") - F("allocated"))


def _of(rows: QuerySet[Any, Any]) -> Coalesce:
    return Coalesce(Subquery(rows.values("sum")), NOTHING, output_field=MoneyField())


def sums(fund: Fund) -> Sums:
    """The money of a fund. One query."""
    row = with_sums(Fund.objects.filter(pk=fund.pk)).get()
    return Sums(row.pledged, row.paid, row.allocated, row.spent)


def book(fund: Fund) -> Book:
    """Everything of a fund that is money. Four queries."""
    pledges = list(fund.pledges.standing().select_related("organization").order_by("pk"))
    paid = paid_of(pledges)
    lines = list(fund.lines.order_by("-year", "name"))
    spendings = Spending.objects.filter(line__fund=fund).select_related("line")
    whole = Sums(
        sum((each.amount for each in pledges), NOTHING),
        sum(paid.values(), NOTHING),
        sum((each.allocated for each in lines), NOTHING),
        sum((each.spent for each in lines), NOTHING),
    )
    return Book(whole, _funders(pledges, paid), _years(pledges, lines), lines, list(spendings))


def _funders(pledges: list[Pledge], paid: dict[int, Decimal]) -> list[Funder]:
    """By name."""
    by: dict[Organization, list[Pledge]] = defaultdict(list)
    for each in pledges:
        by[each.organization].append(each)
    rows = [
        Funder(
            organization,
            sum((each.amount for each in mine), NOTHING),
            sum((paid.get(each.pk, NOTHING) for each in mine), NOTHING),
        )
        for organization, mine in by.items()
    ]
    return sorted(rows, key=lambda row: row.organization.name.lower())


def _years(pledges: list[Pledge], lines: list[BudgetLine]) -> list[Year]:
    """The latest first."""
    every = {each.begins_on.year for each in pledges} | {each.year for each in lines}
    return [
        Year(
            year,
            sum((each.amount for each in pledges if each.begins_on.year == year), NOTHING),
            sum((each.allocated for each in lines if each.year == year), NOTHING),
            sum((each.spent for each in lines if each.year == year), NOTHING),
        )
        for year in sorted(every, reverse=True)
    ]
