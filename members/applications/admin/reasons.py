"""Why something cannot be done to an application now; empty when it can."""

from collections.abc import Callable, Collection

from django.utils.translation import gettext as _

from foundation.base import clock, moments, zones
from members.applications.models import OPEN, Application, State
from members.applications.services.deciding import DECIDABLE
from members.models import DecidedBy


def unless(states: Collection[str]) -> Callable[[Application], str]:
    """Why it is not in one of `states`."""

    def reason(row: Application) -> str:
        if row.state in states:
            return ""
        return _("it is at “%(state)s”.") % {"state": row.get_state_display()}

    return reason


not_to_take_up = unless({State.SUBMITTED, State.DECLINED})
not_to_ask = unless({State.IN_REVIEW, State.PUBLISHED})
not_open = unless(OPEN)
not_to_decline = unless(DECIDABLE)


def not_to_publish(row: Application) -> str:
    """Only tiers with days in public are published, once."""
    if not row.public_days:
        return _("applications for %(tier)s are not shown in public.") % {"tier": row.tier}
    return unless({State.IN_REVIEW})(row)


def not_to_refer(row: Application) -> str:
    """The board gets what the director would decide."""
    if row.decided_by == DecidedBy.BOARD:
        return _("the board decides about it already.")
    return not_open(row)


def not_to_approve(row: Application) -> str:
    """It must be in review, or in public for as many days as its tier says."""
    if row.public_days and row.state == State.IN_REVIEW:
        return _("publish it first, for %(days)s days.") % {"days": row.public_days}
    if (
        row.decide_from
        and row.state == State.PUBLISHED
        and zones.day(clock.now()) < row.decide_from
    ):
        day = moments.shown(row.decide_from, "UTC")
        return _("it is in public, and can be approved from %(day)s.") % {"day": day}
    return unless({State.IN_REVIEW, State.PUBLISHED})(row)
