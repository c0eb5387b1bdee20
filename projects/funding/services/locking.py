"""The fund is locked first, then what belongs to it."""

from datetime import date

from django.utils.translation import gettext as _

from foundation.base.errors import RuleError
from projects.funding import queries
from projects.funding.models import Fund, FundState, Pledge


def locked(fund: Fund) -> Fund:
    """The row as it is now with its project, locked until the end of the transaction."""
    return Fund.objects.select_for_update(of=["self"]).select_related("project").get(pk=fund.pk)


def locked_pledge(pledge: Pledge) -> tuple[Fund, Pledge]:
    """The fund, locked, and the pledge as it is now."""
    fund = locked(pledge.fund)
    return fund, Pledge.objects.select_related("organization", "account").get(pk=pledge.pk)


def not_now(row: Pledge) -> RuleError:
    """The refusal of a change that the state of the pledge does not allow."""
    return RuleError(_("The pledge is at “%(state)s” by now: nothing was done."),
                     code="not_now", params={"state": row.state()[1]})  # fmt: skip


def keep_platinum(fund: Fund, row: Pledge, day: date) -> None:
    """Refuse with `last_platinum` to take its only Platinum funder from an open, locked fund."""
    if fund.state != FundState.OPEN:
        return
    found = queries.platinum_pledges(fund, day)
    if found.filter(pk=row.pk).exists() and not found.exclude(pk=row.pk).exists():
        raise RuleError(
            _("It is the only pledge of a Platinum member: an open fund needs one."),
            code="last_platinum",
        )
