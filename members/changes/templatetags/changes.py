"""`{% changes_of organization %}`: what happened to an organisation, for its public page."""

from typing import Any

from django import template
from django.db.models import QuerySet

from foundation.base.prepared import prepared
from members.changes.models import OrganizationChange
from members.models import Organization

register = template.Library()


@register.inclusion_tag("members/changes/told.html")
def changes_of(organization: Organization) -> dict[str, Any]:
    """Its public changes, the latest first. One query."""
    rows = _public(organization.pk)
    return {"changes": [(row, row.seen_from(organization.pk)) for row in rows]}


@prepared
def _public(organization: int) -> QuerySet[OrganizationChange]:
    return OrganizationChange.objects.of(organization).filter(is_public=True)
