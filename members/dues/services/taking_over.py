"""A member acquires another and takes its term over (domain 1, Gold acquiring Platinum)."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from foundation.base import zones
from foundation.base.errors import RuleError
from foundation.billing.models import Account
from members.dues import benefits, charging, locking, notices, rules
from members.dues.charging import Charge
from members.dues.models import DuesKind, DuesYear, Term, TermRule
from members.dues.services.ending import close, end
from members.models import Beginning, Ending, Membership


@transaction.atomic
def take_over(*, acquirer: Membership, acquired: Membership, at: datetime) -> Membership:
    """End both memberships on the day of `at`; the acquirer holds the acquired tier from then on.

    The new membership has the acquired one's term with its decision, and its agreed benefits. What
    is still open of its dues is credited there and charged to the acquirer; what was paid stays
    paid. Nothing comes back of the acquirer's own dues. Raises RuleError `same` for one organisation,
    `ended` when one of them is over, `not_higher` unless the acquired tier is the higher one,
    `too_early` when one of them began that very day.
    """
    if acquirer.organization_id == acquired.organization_id:
        raise RuleError(_("An organisation cannot acquire itself."), code="same")
    day = zones.day(at)
    locking.organizations(acquirer.organization_id, acquired.organization_id)
    acquirer, acquired = locking.running(acquirer, day), locking.running(acquired, day)
    tier = locking.tiers_for(acquired.tier)
    if tier.rank >= acquirer.tier.rank:
        raise RuleError(
            _("A term is taken over with a higher tier only: %(tier)s is none.") % {"tier": tier},
            code="not_higher",
        )
    terms = list(Term.objects.live().filter(membership=acquired, span__endswith__gt=day))
    close(acquired, on=day, ended_as=Ending.TAKEN_OVER, at=at)
    end(membership=acquirer, at=at, ended_as=Ending.UPGRADED, on=day)
    taken = Membership.objects.create(
        organization=acquirer.organization,
        tier=tier,
        span=DateRange(day, None),
        began_as=Beginning.TOOK_OVER,
        note=_("Took over the term of %s.") % acquired.organization,
    )
    benefits.hand_on(acquired, taken)
    for term in terms:
        _hand_on_term(term, taken, at)
    return taken


def _hand_on_term(term: Term, to: Membership, at: datetime) -> None:
    """`term`, as it was before it was cut, from the day of `at` on."""
    day = zones.day(at)
    taken = Term.objects.create(
        membership=to,
        span=DateRange(max(term.span.lower, day), term.agreed_until),
        agreed_until=term.agreed_until,
        decision=term.decision,
        decided_at=term.decided_at,
        decided_by=term.decided_by,
        next_tier=term.next_tier,
    )
    rule = rules.of(to.tier)
    for year in term.dues_years.filter(span__endswith__gt=day).order_by("span"):
        _hand_on_dues(year, taken, rule, at)


def _hand_on_dues(year: DuesYear, to: Term, rule: TermRule, at: datetime) -> None:
    """The same days, charged with what was open of them; nothing if they were paid."""
    owed = Decimal(0)
    if year.account_id:
        Account.objects.select_for_update().get(pk=year.account_id)
        owed = max(Account.objects.with_sums().get(pk=year.account_id).owed, owed)
        why = _("Charged to %s, which took the term over.") % to.membership.organization
        charging.take_back(year, owed, at=at, why=why)
    start = max(year.span.lower, zones.day(at))
    what = Charge(start, year.span.upper, year.price, owed, year.currency, DuesKind.TAKEN_OVER)
    charged = charging.charge(to, what, rule=rule, at=at)
    notices.invoiced(charged, at=at, reached=zones.day(at), why=_("It took the term over."))
