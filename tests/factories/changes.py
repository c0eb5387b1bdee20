"""Merges and changes of organisations for tests."""

from typing import Any

from members.changes import services
from members.changes.models import Kind, Merge, OrganizationChange
from members.models import Organization
from tests.conftest import KEYNOTE_WEEK


def make_merge(survivor: Organization, loser: Organization, **fields: Any) -> Merge:
    return services.merge(
        survivor=survivor, loser=loser, **{"at": KEYNOTE_WEEK, "by": None} | fields
    )


def make_change(organization: Organization, **fields: Any) -> OrganizationChange:
    """It was renamed, on a day nobody knows."""
    defaults = {"kind": Kind.RENAMED, "name": "Old name", "at": KEYNOTE_WEEK}
    return OrganizationChange.objects.create(organization=organization, **defaults | fields)
