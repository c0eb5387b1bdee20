"""What pages ask about funds. Money paid is what the ledger says, and nothing else."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from foundation.billing.models import Account
from members.models import Membership, Organization
from projects.funding.models import BudgetLine, Fund, FundState, Pledge
from projects.models import Project

NOTHING = Decimal(0)


def of(project: Project) -> Fund | None:
    """The fund of a project that everybody may see, the latest. One query."""
    return public().filter(project=project).first()


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


def seats(fund: Fund) -> int:
    """How many sit on the governing board: one for each funder."""
    return fund.pledges.standing().values("organization").distinct().count()


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
    """A fund with its funders, years and lines."""

    sums: Sums
    funders: list[Funder]
    years: list[Year]
    lines: list[BudgetLine]


def paid_of(pledges: list[Pledge]) -> dict[int, Decimal]:
    """What the ledger says was paid of each pledge, by key; never more than was charged. One query."""
    rows = Account.objects.filter(pledge__in=pledges).select_related("pledge").with_sums()
    return {row.pledge.pk: min(row.charged, row.paid) for row in rows}


def sums(fund: Fund) -> Sums:
    """The money of a fund. Three queries."""
    return book(fund).sums


def book(fund: Fund) -> Book:
    """Everything of a fund that is money. Three queries."""
    pledges = list(fund.pledges.standing().select_related("organization").order_by("pk"))
    paid = paid_of(pledges)
    lines = list(fund.lines.order_by("-year", "name"))
    whole = Sums(
        sum((each.amount for each in pledges), NOTHING),
        sum(paid.values(), NOTHING),
        sum((each.allocated for each in lines), NOTHING),
        sum((each.spent for each in lines), NOTHING),
    )
    return Book(whole, _funders(pledges, paid), _years(pledges, lines), lines)


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
