"""A fund opens with a Platinum member, and closes (domain 5)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.base import zones
from foundation.base.errors import RuleError
from projects.funding import queries
from projects.funding.models import Fund, FundState
from projects.funding.services.locking import locked


@transaction.atomic
def open_fund(*, fund: Fund, at: datetime) -> Fund:
    """Open a proposed fund. Refusals: `not_now`, `no_platinum` without a confirmed pledge of one."""
    row = locked(fund)
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
    row = locked(fund)
    if row.state == FundState.CLOSED:
        raise RuleError(_("This fund is closed."), code="not_now")
    row.state, row.closed_on = FundState.CLOSED, zones.day(at)
    row.save(update_fields=["state", "closed_on"])
    return row
