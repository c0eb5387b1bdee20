"""A member pledges, staff confirm it, and before it is invoiced it may be withdrawn (domain 5)."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.base import zones
from foundation.base.errors import RuleError
from foundation.base.money import round_money
from members.accounts.models import User
from members.models import Membership, Organization
from projects.funding.models import Fund, FundState, Pledge
from projects.funding.services.locking import keep_platinum, locked, locked_pledge, not_now


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
    `days` when it ends before it begins, `there` when just this waits to be confirmed: a second
    click, or a second person.
    """
    day = zones.day(at)
    row = locked(fund)
    # Who ends its membership now waits, or has ended it.
    Organization.objects.select_for_update().get(pk=organization.pk)
    if row.state == FundState.CLOSED:
        raise RuleError(_("This fund is closed."), code="closed")
    if not Membership.objects.on(day).filter(organization=organization).exists():
        raise RuleError(_("Only members of the foundation fund projects."), code="no_member")
    if ends_on < begins_on:
        raise RuleError(_("It ends before it begins."), code="days")
    said = {
        "fund": row,
        "organization": organization,
        "amount": _positive(amount, row),
        "begins_on": begins_on,
        "ends_on": ends_on,
    }
    _check_new(said)
    return Pledge.objects.create(**said, pledged_on=day, pledged_by=by)


def _positive(amount: Decimal, fund: Fund) -> Decimal:
    rounded = round_money(amount, fund.currency)
    if rounded <= 0:
        raise RuleError(_("Pledge more than nothing."), code="nothing")
    return rounded


def _check_new(said: dict[str, Any]) -> None:
    if Pledge.objects.asked().filter(**said).exists():
        raise RuleError(
            _("You have pledged just this already: our staff confirm it with you."), code="there"
        )


@transaction.atomic
def confirm(*, pledge: Pledge, at: datetime) -> Pledge:
    """Staff have it in writing: the funder has a seat. Refusals: `not_now`, `closed`."""
    fund, row = locked_pledge(pledge)
    if row.confirmed_at or row.withdrawn_at:
        raise not_now(row)
    if fund.state == FundState.CLOSED:
        raise RuleError(_("This fund is closed."), code="closed")
    row.confirmed_at = at
    row.save(update_fields=["confirmed_at"])
    return row


@transaction.atomic
def withdraw(*, pledge: Pledge, at: datetime) -> Pledge:
    """Take a pledge back that was not invoiced.

    Refusals: `not_now`; `last_platinum` when an open fund would lose its only Platinum funder.
    """
    fund, row = locked_pledge(pledge)
    if row.account_id or row.withdrawn_at:
        raise not_now(row)
    keep_platinum(fund, row, zones.day(at))
    row.withdrawn_at = at
    row.save(update_fields=["withdrawn_at"])
    return row
