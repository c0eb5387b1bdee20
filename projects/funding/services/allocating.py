"""What the governing board decides, what that allocates, and what of it is spent (domain 5)."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.base import zones
from foundation.base.errors import RuleError
from foundation.base.money import round_money, show
from members.accounts.models import User
from projects.funding import queries
from projects.funding.models import BudgetLine, Choice, Fund, FundDecision, SeatVote, Spending
from projects.funding.services.locking import locked


@transaction.atomic
def decide(
    *,
    fund: Fund,
    decided_on: date,
    title: str,
    text: str,
    votes: Mapping[int, Choice],
    by: User | None,
    at: datetime,
) -> FundDecision:
    """Record a decision of the governing board, and how each seat voted, in one step.

    `votes` are by the key of the organisation whose seat it is, and hold every seat there is now.
    Refusals: `future`, `empty`, `nobody` when there is no funder, `seats` when a seat is missing or
    somebody without one votes.
    """
    row = locked(fund)
    if decided_on > zones.day(at):
        raise RuleError(_("That day has not come yet."), code="future")
    if not title.strip() or not text.strip():
        raise RuleError(_("Write what was decided."), code="empty")
    _check_board(row, votes)
    counts = Counter(votes.values())
    decision = FundDecision.objects.create(
        fund=row,
        decided_on=decided_on,
        title=title.strip(),
        text=text.strip(),
        recorded_by=by,
        recorded_at=at,
        **{f"votes_{choice}": counts[choice] for choice in Choice},
    )
    SeatVote.objects.bulk_create(
        SeatVote(decision=decision, organization_id=key, choice=choice)
        for key, choice in votes.items()
    )
    return decision


def _check_board(fund: Fund, votes: Mapping[int, Choice]) -> None:
    seats = {seat.pk: seat.name for seat in queries.board(fund)}
    if not seats:
        raise RuleError(
            _("Nobody has a seat on the governing board: confirm a pledge first."), code="nobody"
        )
    if seats.keys() != votes.keys():
        raise RuleError(
            _("The governing board has a seat for each funder: say of each how it voted, or that it "
              "was absent. It is %(names)s now."),
            code="seats",
            params={"names": ", ".join(seats.values())},
        )  # fmt: skip


@transaction.atomic
def allocate(*, decision: FundDecision, name: str, year: int, amount: Decimal) -> BudgetLine:
    """Give `amount` out of what was paid in, as a decision says.

    Refusals: `not_carried`, `nothing`, `too_much` for more than is left, `there` for a line of that
    year.
    """
    fund = locked(decision.fund)
    amount = _positive(amount, fund)
    if not decision.is_carried:
        raise RuleError(_("The governing board did not carry that."), code="not_carried")
    left = max(queries.sums(fund).left, Decimal(0))
    if amount > left:
        raise RuleError(_("%(left)s are left to allocate."), code="too_much",
                        params={"left": show(left, fund.currency)})  # fmt: skip
    if fund.lines.filter(year=year, name=name.strip()).exists():
        raise RuleError(_("The year has this line already."), code="there")
    return BudgetLine.objects.create(
        fund=fund, decision=decision, name=name.strip(), year=year, allocated=amount
    )


@transaction.atomic
def cut(*, line: BudgetLine, decision: FundDecision, amount: Decimal) -> BudgetLine:
    """Take `amount` of a line back into the fund, as a decision of its governing board says.

    Refusals: `other_fund`, `not_carried`, `nothing`, `too_much` for more than is not spent.
    """
    fund = locked(line.fund)
    row = BudgetLine.objects.get(pk=line.pk)
    amount = _positive(amount, fund)
    if decision.fund_id != fund.pk:
        raise RuleError(_("Choose a decision of this fund."), code="other_fund")
    if not decision.is_carried:
        raise RuleError(_("The governing board did not carry that."), code="not_carried")
    _check_left(row, amount, fund)
    row.allocated -= amount
    row.lowered_by = decision
    row.save(update_fields=["allocated", "lowered_by"])
    return row


@transaction.atomic
def spend(
    *,
    line: BudgetLine,
    amount: Decimal,
    spent_on: date,
    what: str,
    by: User | None,
    at: datetime,
) -> Spending:
    """Record that `amount` of a line was spent on `what`; the sum of the line follows.

    A negative amount takes back what was recorded by mistake. Refusals: `nothing`, `empty`,
    `future`, `too_much` for more than is left of the line, or than was spent.
    """
    fund = locked(line.fund)
    row = BudgetLine.objects.get(pk=line.pk)
    amount = round_money(amount, fund.currency)
    if not amount:
        raise RuleError(_("Enter an amount above zero."), code="nothing")
    if not what.strip():
        raise RuleError(_("Write what it was spent on."), code="empty")
    if spent_on > zones.day(at):
        raise RuleError(_("That day has not come yet."), code="future")
    _check_left(row, amount, fund)
    if row.spent + amount < 0:
        raise RuleError(_("Only %(spent)s of this line are spent."), code="too_much",
                        params={"spent": show(row.spent, fund.currency)})  # fmt: skip
    return Spending.objects.create(
        line=row,
        amount=amount,
        spent_on=spent_on,
        what=what.strip(),
        recorded_by=by,
        recorded_at=at,
    )


def _positive(amount: Decimal, fund: Fund) -> Decimal:
    rounded = round_money(amount, fund.currency)
    if rounded <= 0:
        raise RuleError(_("Enter an amount above zero."), code="nothing")
    return rounded


def _check_left(row: BudgetLine, amount: Decimal, fund: Fund) -> None:
    if amount > row.left:
        raise RuleError(_("%(left)s of this line are left."), code="too_much",
                        params={"left": show(row.left, fund.currency)})  # fmt: skip
