"""Who changes a membership holds its organisation first, then tiers, then accounts."""

from datetime import date

from django.utils.translation import gettext as _

from foundation.base.errors import RuleError
from members.dues.models import Term
from members.models import Membership, Organization, Tier


def organizations(*keys: int) -> None:
    """Hold these organisations until the transaction ends, always in the same order."""
    rows = Organization.objects.filter(pk__in=keys).order_by("pk")
    list(rows.select_for_update(no_key=True).values_list("pk"))


def membership(held: Membership) -> Membership:
    """The membership as it is now, its organisation held."""
    organizations(held.organization_id)
    return Membership.objects.select_related("organization", "tier").get(pk=held.pk)


def running(held: Membership, day: date) -> Membership:
    """The same, refused ("ended") if it is over on `day`."""
    fresh = membership(held)
    if fresh.span.upper is not None and fresh.span.upper <= day:
        raise RuleError(_("This membership has ended."), code="ended")
    return fresh


def tiers_for(tier: Tier) -> Tier:
    """`tier` as it is now. Its places, and those that one owner may hold one of, are held."""
    wanted = Tier.objects.filter(pk=tier.pk)
    rows = wanted | Tier.objects.filter(is_exclusive=True) if tier.is_exclusive else wanted
    held = {row.pk: row for row in rows.order_by("pk").select_for_update(no_key=True)}
    return held[tier.pk]


def term_on(held: Membership, day: date) -> Term | None:
    """The term that runs on `day`, or the last one before it."""
    terms = Term.objects.live().filter(membership=held, span__startswith__lte=day)
    return terms.order_by("-span").first()
