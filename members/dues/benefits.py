"""Benefits as they were agreed: copied onto a membership, whatever becomes of the table."""

import re

from members.models import AgreedBenefit, Membership, TierBenefit

COUNTED = re.compile(r"(\d{1,4})\b(?!\s*%)")


def agree(membership: Membership) -> None:
    """Copy what its tier includes now onto a new membership."""
    agree_many([membership])


def agree_many(memberships: list[Membership]) -> None:
    """Copy what their tiers include now onto memberships that have nothing agreed yet: three queries."""
    agreed = AgreedBenefit.objects.filter(membership__in=memberships)
    held = set(agreed.values_list("membership_id", flat=True))
    memberships = [membership for membership in memberships if membership.pk not in held]
    tiers = {membership.tier_id for membership in memberships}
    given = TierBenefit.objects.filter(tier__in=tiers).select_related("benefit")
    rows = list(given.order_by("benefit__position", "pk"))
    AgreedBenefit.objects.bulk_create(
        AgreedBenefit(
            membership=membership,
            benefit=row.benefit,
            group=row.benefit.group,
            name=row.benefit.name,
            detail=row.detail,
            quantity=quantity(row.detail),
            position=row.benefit.position,
        )
        for membership in memberships
        for row in rows
        if row.tier_id == membership.tier_id
    )


def hand_on(acquired: Membership, to: Membership) -> None:
    """Give `to` what had been agreed with `acquired`, whose term it takes over."""
    AgreedBenefit.objects.bulk_create(
        AgreedBenefit(
            membership=to,
            benefit_id=row.benefit_id,
            group=row.group,
            name=row.name,
            detail=row.detail,
            quantity=row.quantity,
            position=row.position,
        )
        for row in acquired.agreed_benefits.all()
    )


def quantity(detail: str) -> int | None:
    """How many the words begin with: 2 of "2 seats", none of "20 % off" or "in March"."""
    found = COUNTED.match(detail)
    return int(found[1]) if found else None
