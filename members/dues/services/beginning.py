"""A membership begins: with its term, its benefits, its account and its first invoice."""

from datetime import date, datetime

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from foundation.base import zones
from foundation.base.errors import RuleError
from members import ownership
from members.dues import benefits, charging, locking, notices, rules
from members.dues.models import Billing, BillingDetails, Term, TermRule
from members.dues.models.parties import columns
from members.models import Beginning, Membership, Organization, Tier


@transaction.atomic
def begin(
    *,
    organization: Organization,
    tier: Tier,
    at: datetime,
    billing: Billing,
    began_as: str = Beginning.JOINED,
) -> Membership:
    """Make `organization` a member in `tier` from the day of `at` on (domain 1, Joining, Terms).

    Its first term follows the tier's rule; what the tier includes is agreed; the first year that
    costs something is charged and invoiced. Raises RuleError `tier_held` when it holds a tier on or
    after that day, `owner_has_one` when its ownership group has one already, `full` when the tier
    has no place left, `no_price` when nobody has said what a year costs.
    """
    locking.organizations(organization.pk)
    start = zones.day(at)
    _check_free(organization, start)
    tier = locking.tiers_for(tier)
    check_place(organization, tier, start)
    BillingDetails.objects.update_or_create(organization=organization, defaults=columns(billing))
    membership = Membership.objects.create(
        organization=organization, tier=tier, span=DateRange(start, None), began_as=began_as
    )
    benefits.agree(membership)
    rule = rules.of(tier)
    open_term(membership, start, rules.first_end(rule, start), rule=rule, at=at)
    return membership


def _check_free(organization: Organization, start: date) -> None:
    held = organization.memberships.filter(span__overlap=(start, None)).select_related("tier")
    if current := held.first():
        raise RuleError(
            _("%(name)s holds a tier already: %(tier)s.")
            % {"name": organization, "tier": current.tier},
            code="tier_held",
        )


def check_place(organization: Organization, tier: Tier, start: date) -> None:
    """Refuse `owner_has_one`, `full` or `no_price`; the tier's places are held."""
    rival = ownership.rivals(organization, tier, start).first()
    if rival:
        raise RuleError(
            _("%(name)s belongs to the same owner and is a %(tier)s member: one of them may be.")
            % {"name": rival.organization, "tier": rival.tier},
            code="owner_has_one",
        )
    check_room(organization, tier, start)
    if rules.price(tier, start.year) is None:
        raise RuleError(
            _("Nobody has said what a year of %(tier)s costs: add a price to the tier.")
            % {"tier": tier},
            code="no_price",
        )


def check_room(organization: Organization, tier: Tier, start: date) -> None:
    """Refuse `full` when the tier has as many members on or after `start` as it may have."""
    if tier.cap is None:
        return
    others = tier.memberships.exclude(organization=organization)
    if others.filter(span__overlap=(start, None)).count() >= tier.cap:
        raise RuleError(
            _("%(tier)s has %(cap)s members, which is as many as it may have.")
            % {"tier": tier, "cap": tier.cap},
            code="full",
        )


def open_term(
    membership: Membership, start: date, end: date, *, rule: TermRule, at: datetime
) -> Term:
    """A new member's first term [start, end), charged up to the first time that costs something."""
    term = Term.objects.create(membership=membership, span=DateRange(start, end), agreed_until=end)
    charge = charging.first_charge(rule, start, end)
    while charge is not None:
        year = charging.charge(term, charge, rule=rule, at=at)
        notices.invoiced(year, at=at, reached=zones.day(at), why=_("It became a member."))
        if charge.amount or charge.end >= end or not charge.price:
            break
        charge = charging.next_charge(rule, charge.end, end)
    return term
