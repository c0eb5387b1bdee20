"""A membership that ended is taken up again, within the time its tier's rule gives."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from foundation.base import moments, zones
from foundation.base.errors import RuleError
from members.dues import benefits, charging, days, locking, notices, rules
from members.dues.charging import Charge
from members.dues.models import DuesKind, DuesYear, Term, TermRule
from members.dues.services.beginning import check_place
from members.models import Beginning, Ending, Membership

# Others have been followed by something, or were ended by the foundation.
CAN_COME_BACK = frozenset({Ending.LAPSED, Ending.NOT_RENEWED, Ending.LEFT})


@transaction.atomic
def reinstate(*, membership: Membership, at: datetime, by: Any = None) -> Membership:
    """Take an ended membership up again on the day of `at`: a new one, so that the gap is seen.

    Its term is what was left of the old one, or what would have followed it: then the year is
    charged whole, as if it had been renewed. Days that were charged and paid cost nothing more.
    Raises RuleError `not_ended`, `not_possible` for what ended otherwise than by lapsing, leaving
    or not being renewed, `tier_held`, `too_late`, `owes` when its dues are still open, and what
    `begin` raises about the place.
    """
    day = zones.day(at)
    membership = locking.membership(membership)
    rule = rules.of(membership.tier)
    years = list(DuesYear.objects.with_sums().filter(term__membership=membership).order_by("span"))
    if reason := why_not(membership, rule, years, day):
        raise RuleError(reason[1], code=reason[0])
    tier = locking.tiers_for(membership.tier)
    check_place(membership.organization, tier, day)
    back = Membership.objects.create(
        organization=membership.organization,
        tier=tier,
        span=DateRange(day, None),
        began_as=Beginning.REINSTATED,
    )
    benefits.hand_on(membership, back)
    _resume(membership, back, rule, years, at)
    return back


def why_not(
    membership: Membership, rule: TermRule, years: list[DuesYear], day: date
) -> tuple[str, str] | None:
    """Code and sentence of what keeps it from being taken up again; None if nothing does."""
    end = membership.span.upper
    if end is None or end > day:
        return "not_ended", _("This membership has not ended.")
    if membership.ended_as not in CAN_COME_BACK:
        return "not_possible", _("It did not lapse, leave or go unrenewed: let it join anew.")
    later = membership.organization.memberships.filter(span__overlap=(end, None))
    if later.exists():
        return "tier_held", _("It has had another membership since.")
    last = end + timedelta(days=rule.reinstate_days)
    if day > last:
        was = moments.shown(last, "UTC")
        return "too_late", _("It could be taken up again until %s: let it join anew.") % was
    if any(year.owed > 0 for year in years):
        return "owes", _("Its dues are open: they are to be paid, or credited, first.")
    return None


def _resume(
    old: Membership, back: Membership, rule: TermRule, years: list[DuesYear], at: datetime
) -> None:
    day = zones.day(at)
    last = Term.objects.live().filter(membership=old).order_by("-span").first()
    if last is not None and last.agreed_until > day:
        start, end = last.span.lower, last.agreed_until
    else:
        start = last.agreed_until if last is not None else day
        end = days.years_on(start, rule.tier.term_years)
    while end <= day:
        start, end = end, days.years_on(end, rule.tier.term_years)
    term = Term.objects.create(membership=back, span=DateRange(day, end), agreed_until=end)
    what = _rest(years, rule, day, start, end)
    if what is not None:
        year = charging.charge(term, what, rule=rule, at=at)
        notices.invoiced(year, at=at, reached=day, why=_("It was taken up again."))


def _rest(
    years: list[DuesYear], rule: TermRule, day: date, start: date, end: date
) -> Charge | None:
    """What the days from `day` to the end of their year of dues cost: what was credited of it."""
    for year in years:
        if day in year.span:
            credited = year.amount - (year.owed + year.paid) if year.account_id else Decimal(0)
            return Charge(
                day, min(year.span.upper, end), year.price, credited, year.currency,
                DuesKind.REINSTATED,
            )  # fmt: skip
    while (until := rules.year_end(rule, start, end)) <= day:
        start = until
    what = charging.next_charge(rule, start, end)
    if what is None:
        return None
    return Charge(day, what.end, what.price, what.amount, what.currency)
