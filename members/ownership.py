"""Who belongs to whom: organisations with one owner are one group (domain 1, over 50 %)."""

from datetime import date

from django.db import connection
from django.db.models import QuerySet

from members.models import Membership, Organization, Tier

# Up to the owner of all, then down to everything it owns. UNION (without ALL) ends circles.
GROUP = """
    WITH RECURSIVE up AS (
        SELECT id, parent_id FROM members_organization WHERE id = %(id)s
        UNION
        SELECT above.id, above.parent_id
        FROM members_organization above JOIN up ON above.id = up.parent_id
    ), down AS (
        SELECT id FROM up
        UNION
        SELECT below.id FROM members_organization below JOIN down ON below.parent_id = down.id
    )
    SELECT id FROM down
"""


def group_of(organization: Organization) -> set[int]:
    """The keys of all organisations that have an owner in common with this one, itself included.

    One query.
    """
    with connection.cursor() as cursor:
        cursor.execute(GROUP, {"id": organization.pk})
        return {pk for (pk,) in cursor.fetchall()}


def rivals(organization: Organization, tier: Tier, day: date) -> QuerySet[Membership]:
    """Memberships on or after `day` that keep this organisation from holding `tier`: of others in
    its ownership group, in tiers of which a group may hold one (domain 1). None for other tiers.
    """
    if not tier.is_exclusive:
        return Membership.objects.none()
    group = group_of(organization) - {organization.pk}
    held = Membership.objects.filter(
        organization__in=group, tier__is_exclusive=True, span__overlap=(day, None)
    )
    return held.select_related("organization", "tier").order_by("tier__rank", "pk")
