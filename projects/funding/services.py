"""How money comes into a fund and is given out again (domain 5, directed funding).

Everything locks the fund first, so that two who change it at once wait in line.
"""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.base import moments, tokens, zones
from foundation.base.errors import RuleError
from foundation.base.money import round_money, show
from foundation.billing import services as billing
from foundation.billing.models import Account, EntryKind, InvoiceLine
from members.accounts.models import User
from members.dues.charging import billed
from members.models import Membership, Organization
from projects.funding import queries, tasks
from projects.funding.models import BudgetLine, Fund, FundDecision, FundState, Pledge
from projects.funding.settling import PURPOSE


@transaction.atomic
def pledge(
    *,
    fund: Fund,
    organization: Organization,
    amount: Decimal,
    begins_on: date,
    ends_on: date,
    by: User | None,
    at: datetime,
) -> Pledge:
    """Promise `amount` in the fund's currency; staff confirm it.

    Refusals: `closed`, `no_member` when the organisation holds no membership today, `nothing`,
    `days` when it ends before it begins.
    """
    day = zones.day(at)
    row = _locked(fund)
    # Who ends its membership now waits, or has ended it.
    Organization.objects.select_for_update().get(pk=organization.pk)
    if row.state == FundState.CLOSED:
        raise RuleError(_("This fund is closed."), code="closed")
    if not Membership.objects.on(day).filter(organization=organization).exists():
        raise RuleError(_("Only members of the foundation fund projects."), code="no_member")
    if round_money(amount, row.currency) <= 0:
        raise RuleError(_("Pledge more than nothing."), code="nothing")
    if ends_on < begins_on:
        raise RuleError(_("It ends before it begins."), code="days")
    return Pledge.objects.create(
        fund=row,
        organization=organization,
        amount=round_money(amount, row.currency),
        begins_on=begins_on,
        ends_on=ends_on,
        pledged_on=day,
        pledged_by=by,
    )


@transaction.atomic
def confirm(*, pledge: Pledge, at: datetime) -> Pledge:
    """Staff have it in writing: the funder has a seat. Refusal: `not_now`."""
    _fund, row = _locked_pledge(pledge)
    if row.confirmed_at or row.withdrawn_at:
        raise _not_now(row)
    row.confirmed_at = at
    row.save(update_fields=["confirmed_at"])
    return row


@transaction.atomic
def withdraw(*, pledge: Pledge, at: datetime) -> Pledge:
    """Take a pledge back that was not invoiced.

    Refusals: `not_now`; `last_platinum` when an open fund would lose its only Platinum funder.
    """
    fund, row = _locked_pledge(pledge)
    if row.account_id or row.withdrawn_at:
        raise _not_now(row)
    if fund.state == FundState.OPEN and row.confirmed_at:
        others = queries.platinum_pledges(fund, zones.day(at)).exclude(pk=row.pk)
        mine = queries.platinum_pledges(fund, zones.day(at)).filter(pk=row.pk)
        if mine.exists() and not others.exists():
            raise RuleError(
                _("It is the only pledge of a Platinum member: an open fund needs one."),
                code="last_platinum",
            )
    row.withdrawn_at = at
    row.save(update_fields=["withdrawn_at"])
    return row


@transaction.atomic
def invoice(*, pledge: Pledge, at: datetime) -> Pledge:
    """Charge a confirmed pledge to an account of its own, and mail its invoice.

    Refusals: `not_now`, `not_open` before the fund is.
    """
    fund, row = _locked_pledge(pledge)
    if row.confirmed_at is None or row.withdrawn_at or row.account_id:
        raise _not_now(row)
    if fund.state != FundState.OPEN:
        raise RuleError(_("Open the fund first."), code="not_open")
    row.account = billing.open_account(
        purpose=PURPOSE, reference=_reference(), currency=fund.currency, at=at
    )
    row.save(update_fields=["account"])
    span = moments.day_range(row.begins_on, row.ends_on)
    words = _("Fund of %(project)s, %(span)s") % {"project": fund.project, "span": span}
    billing.add_entry(
        account=row.account,
        kind=EntryKind.CHARGE,
        amount=row.amount,
        key=f"funding:{row.pk}",
        at=at,
        note=words,
    )
    _issue(row, row.account, words, at)
    return row


def _issue(row: Pledge, account: Account, words: str, at: datetime) -> None:
    details = billed(row.organization)
    country = details.country.name if details.country else ""
    issued = billing.issue_invoice(
        account=account,
        lines=[InvoiceLine(description=words, quantity=1, price=row.amount, total=row.amount)],
        buyer="\n".join(part for part in (details.name, details.address, country) if part),
        buyer_email=details.email,
        buyer_tax_number=details.tax_number,
        buyer_country=str(details.country.code or ""),
        buyer_reference=details.purchase_order,
        at=at,
    )
    tasks.mail_invoice.enqueue(row.pk, issued.pk)


@transaction.atomic
def open_fund(*, fund: Fund, at: datetime) -> Fund:
    """Open a proposed fund. Refusals: `not_now`, `no_platinum` without a confirmed pledge of one."""
    row = _locked(fund)
    if row.state != FundState.PROPOSED:
        raise RuleError(_("This fund is not proposed any more."), code="not_now")
    day = zones.day(at)
    if not queries.platinum_pledges(row, day).exists():
        raise RuleError(
            _("A fund opens with a Platinum member: confirm a pledge of one first."),
            code="no_platinum",
        )
    row.state, row.opened_on = FundState.OPEN, day
    row.save(update_fields=["state", "opened_on"])
    return row


@transaction.atomic
def close(*, fund: Fund, at: datetime) -> Fund:
    """Take no pledges any more; what is in it stays allocated. Refusal: `not_now`."""
    row = _locked(fund)
    if row.state == FundState.CLOSED:
        raise RuleError(_("This fund is closed."), code="not_now")
    row.state, row.closed_on = FundState.CLOSED, zones.day(at)
    row.save(update_fields=["state", "closed_on"])
    return row


@transaction.atomic
def decide(
    *,
    fund: Fund,
    decided_on: date,
    title: str,
    text: str,
    votes: tuple[int, int, int],
    by: User | None,
    at: datetime,
) -> FundDecision:
    """Record a decision of the governing board; `votes` are seats for, against and abstained.

    Refusals: `future`, `seats` when more vote than there are funders, `empty`.
    """
    row = _locked(fund)
    if decided_on > zones.day(at):
        raise RuleError(_("That day has not come yet."), code="future")
    if not title.strip() or not text.strip():
        raise RuleError(_("Write what was decided."), code="empty")
    seats = queries.seats(row)
    if sum(votes) > seats:
        raise RuleError(_("The governing board has %(seats)s seats: one for each funder."),
                        code="seats", params={"seats": seats})  # fmt: skip
    return FundDecision.objects.create(
        fund=row,
        decided_on=decided_on,
        title=title.strip(),
        text=text.strip(),
        votes_for=votes[0],
        votes_against=votes[1],
        votes_abstained=votes[2],
        recorded_by=by,
        recorded_at=at,
    )


@transaction.atomic
def allocate(*, decision: FundDecision, name: str, year: int, amount: Decimal) -> BudgetLine:
    """Give `amount` out of what was paid in, as a decision says.

    Refusals: `not_carried`, `too_much` for more than is left, `there` for a line of that year.
    """
    fund = _locked(decision.fund)
    if not decision.is_carried:
        raise RuleError(_("The governing board did not carry that."), code="not_carried")
    left = queries.sums(fund).left
    if amount > left:
        raise RuleError(_("%(left)s are left to allocate."), code="too_much",
                        params={"left": show(left, fund.currency)})  # fmt: skip
    if fund.lines.filter(year=year, name=name.strip()).exists():
        raise RuleError(_("The year has this line already."), code="there")
    return BudgetLine.objects.create(
        fund=fund,
        decision=decision,
        name=name.strip(),
        year=year,
        allocated=round_money(amount, fund.currency),
    )


@transaction.atomic
def spend(*, line: BudgetLine, amount: Decimal) -> BudgetLine:
    """Say that `amount` more of a line is spent. Refusal: `too_much`."""
    fund = _locked(line.fund)
    row = BudgetLine.objects.get(pk=line.pk)
    spent = row.spent + round_money(amount, fund.currency)
    if spent > row.allocated or spent < 0:
        raise RuleError(_("%(left)s of this line are left."), code="too_much",
                        params={"left": show(row.allocated - row.spent, fund.currency)})  # fmt: skip
    row.spent = spent
    row.save(update_fields=["spent"])
    return row


def _locked(fund: Fund) -> Fund:
    return Fund.objects.select_for_update(of=["self"]).select_related("project").get(pk=fund.pk)


def _locked_pledge(pledge: Pledge) -> tuple[Fund, Pledge]:
    fund = _locked(pledge.fund)
    return fund, Pledge.objects.select_related("organization").get(pk=pledge.pk)


def _not_now(row: Pledge) -> RuleError:
    return RuleError(_("The pledge is at “%(state)s” by now: nothing was done."),
                     code="not_now", params={"state": row.state()[1]})  # fmt: skip


def _reference() -> str:
    while True:
        code = tokens.code()
        if not Account.objects.filter(reference=code).exists():
            return code
