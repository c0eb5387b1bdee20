"""One organisation buys another: they are one ownership group from then on (domain 1)."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from foundation.base import zones
from foundation.base.errors import RuleError
from members import ownership
from members.accounts.models import User
from members.changes.models import Kind, OrganizationChange
from members.dues import services as dues
from members.models import Membership, Organization

from .telling import When, held, tell


@transaction.atomic
def acquire(
    *,
    acquirer: Organization,
    acquired: Organization,
    at: datetime,
    by: User | None,
    when: When | None = None,
    counts_from: date | None = None,
    with_term: bool = False,
) -> OrganizationChange:
    """Make `acquirer` the owner of `acquired`; the rule of one Gold or Platinum member per owner
    counts from `counts_from`, or else from the day of `at`.

    `with_term`: the acquirer takes the acquired member's term over on the day of `at`, as a Gold
    member that buys a Platinum one does; the refusals of `dues.take_over` apply. Raises RuleError
    `same`, `circle` when it owns its buyer, `no_term` when there is none to take over, and
    `owner_has_one` when both hold such a tier: its words say what to do.
    """
    if acquirer.pk == acquired.pk:
        raise RuleError(_("An organisation cannot acquire itself."), code="same")
    buyer, bought = held(acquirer.pk, acquired.pk)
    if buyer.pk in ownership.owned_by(bought):
        raise RuleError(
            _("%(bought)s owns %(buyer)s: say first that it does not any longer."),
            code="circle",
            params={"bought": bought.name, "buyer": buyer.name},
        )
    day = zones.day(at)
    if with_term:
        _take_over(buyer, bought, at)
    _own(buyer, bought, counts_from or day, day)
    return tell(Kind.ACQUIRED, bought, when, at=at, by=by, other=buyer)


def current(organization: Organization, day: date) -> Membership | None:
    """What it holds on `day`."""
    held_on = Membership.objects.on(day).filter(organization=organization)
    return held_on.select_related("tier", "organization").first()


def can_take_over(acquirer: Membership | None, acquired: Membership | None) -> bool:
    """Whether the acquired term is one of a higher tier of which an owner may hold one."""
    if acquirer is None or acquired is None:
        return False
    both = acquirer.tier.is_exclusive and acquired.tier.is_exclusive
    return both and acquired.tier.rank < acquirer.tier.rank


def _take_over(buyer: Organization, bought: Organization, at: datetime) -> None:
    mine, theirs = (current(each, zones.day(at)) for each in (buyer, bought))
    if mine is None or theirs is None or not can_take_over(mine, theirs):
        raise RuleError(
            _("There is no term to take over: the bought one must hold a higher tier."),
            code="no_term",
        )
    dues.take_over(acquirer=mine, acquired=theirs, at=at)


def _own(buyer: Organization, bought: Organization, counts_from: date, day: date) -> None:
    bought.parent, bought.guarded_from = buyer, counts_from
    try:
        with transaction.atomic():
            bought.save(update_fields=["parent", "guarded_from"])
    except IntegrityError as refused:
        raise RuleError(_in_words(refused, buyer, bought, day), code="owner_has_one") from refused


def _in_words(refused: IntegrityError, buyer: Organization, bought: Organization, day: date) -> str:
    said = str(getattr(getattr(refused.__cause__, "diag", None), "message_primary", refused))
    if can_take_over(current(buyer, day), current(bought, day)):
        return f"{said} {_('Or let the buyer take the term over.')}"
    return said
