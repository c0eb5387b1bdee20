"""Who belongs to whom: organisations with one owner are one group (domain 1, over 50 %).

The database guards the rule of one Gold or Platinum member per group (`models.guards`); what is
here says beforehand, and in the words of a service, what it would refuse.
"""

from datetime import date
from functools import reduce
from operator import or_

from django.db import connection
from django.db.models import Q, QuerySet

from members.models import Membership, Organization, Tier

GROUP = "SELECT id FROM members_group(%s)"
OWNED = """
    WITH RECURSIVE owned AS (
        SELECT id FROM members_organization WHERE parent_id = %s
        UNION
        SELECT below.id FROM members_organization below JOIN owned ON below.parent_id = owned.id
    )
    SELECT id FROM owned
"""
# With the day from which each counts as one of the group, and not before the day given.
COUNTED = "SELECT id, greatest(counts_from, %s) FROM members_group(%s) WHERE id <> %s"


def group_of(organization: Organization) -> set[int]:
    """The keys of all organisations that have an owner in common with this one, itself included.

    One query.
    """
    with connection.cursor() as cursor:
        cursor.execute(GROUP, [organization.pk])
        return {pk for (pk,) in cursor.fetchall()}


def rivals(organization: Organization, tier: Tier, day: date) -> QuerySet[Membership]:
    """Memberships on or after `day` that keep this organisation from holding `tier`: of others in
    its ownership group, in tiers of which a group may hold one (domain 1). None for other tiers.
    """
    if not tier.is_exclusive:
        return Membership.objects.none()
    with connection.cursor() as cursor:
        cursor.execute(COUNTED, [day, organization.pk, organization.pk])
        others = cursor.fetchall()
    if not others:
        return Membership.objects.none()
    in_the_way = (Q(organization=pk, span__overlap=(since, None)) for pk, since in others)
    held = Membership.objects.filter(reduce(or_, in_the_way), tier__is_exclusive=True)
    return held.select_related("organization", "tier").order_by("tier__rank", "pk")


def owned_by(organization: Organization) -> set[int]:
    """The keys of all that it owns, and of what these own. One query."""
    with connection.cursor() as cursor:
        cursor.execute(OWNED, [organization.pk])
        return {pk for (pk,) in cursor.fetchall()}
