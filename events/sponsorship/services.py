"""An organisation signs a sponsorship: its price follows from what it is to us on that day."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from events.sponsorship.models import Level, Sponsorship
from foundation.base import zones
from foundation.base.errors import RuleError
from members.models import Membership, Organization


@transaction.atomic
def sign(
    *,
    level: Level,
    organization: Organization,
    signed_on: date,
    at: datetime,
    announced_on: date | None = None,
    source: str = "",
) -> Sponsorship:
    """Write down that `organization` sponsors at `level`: the membership of the day it signed
    decides the price (domain 4.3).

    Refusals: "future" for a day to come, "members_only", "sold_out", "already".
    """
    level = Level.objects.select_for_update(no_key=True).get(pk=level.pk)
    if signed_on > zones.day(at):
        raise RuleError(_("That day has not come yet."), code="future")
    held = Membership.objects.on(signed_on).filter(organization=organization).exists()
    if not held and (level.members_only or level.price_other is None):
        raise RuleError(_("This level is for members only."), code="members_only")
    sold = level.sponsorships.all()
    if sold.filter(organization=organization).exists():
        raise RuleError(_("It sponsors at this level already."), code="already")
    if level.available is not None and sold.count() >= level.available:
        raise RuleError(
            _("All sponsorships of this level are sold: there are %(number)s."),
            code="sold_out",
            params={"number": level.available},
        )
    return Sponsorship.objects.create(
        level=level,
        organization=organization,
        signed_on=signed_on,
        price=level.price_member if held else level.price_other,
        currency=level.currency,
        announced_on=announced_on,
        source=source,
    )
