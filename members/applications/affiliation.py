"""Who stands in the way of an exclusive tier: members of the same owner (domain 1)."""

from datetime import date

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from members import ownership
from members.applications.models import Application
from members.models import Membership, Organization


def named(name: str) -> Organization | None:
    """The row of the register with exactly this name, today's or another. One query."""
    typed = " ".join(name.split())
    if not typed:
        return None
    fits = Q(name__iexact=typed) | Q(names__name__iexact=typed)
    return Organization.objects.filter(fits).order_by("pk").first()


def rivals(row: Application, day: date) -> QuerySet[Membership]:
    """Memberships on or after `day` that keep the applicant from its tier: of its owner, of what
    it owns, and of whatever belongs to them. None for tiers that are not exclusive.
    """
    if not row.tier.is_exclusive:
        return Membership.objects.none()
    group: set[int] = set()
    if row.organization is not None:
        group |= ownership.group_of(row.organization)
    for other in _relatives(row):
        group |= ownership.group_of(other)
    group.discard(row.organization_id or 0)
    held = Membership.objects.filter(
        organization__in=group, tier__is_exclusive=True, span__overlap=(day, None)
    )
    return held.select_related("organization", "tier").order_by("tier__rank", "pk")


def _relatives(row: Application) -> list[Organization]:
    """The owner, and what it owns as far as the register knows it by name."""
    owner = [row.owner] if row.has_owner and row.owner is not None else []
    lines = [" ".join(line.split()).lower() for line in row.subsidiaries.splitlines()]
    if not any(lines):
        return owner
    rows = Organization.objects.annotate(own=Lower("name"), other=Lower("names__name"))
    owned = rows.filter(Q(own__in=lines) | Q(other__in=lines)).distinct()
    return [*owner, *owned]


def said(row: Application, rival: Membership) -> str:
    """Which member stands in the way, and what may be done about it."""
    return _(
        "%(member)s is a %(tier)s member and belongs to the same owner: of one owner, one "
        "organisation may be %(wanted)s. Explain under “Ownership” if you see it differently; "
        "you can go on, and our staff decide."
    ) % {"member": rival.organization, "tier": rival.tier, "wanted": row.tier}
