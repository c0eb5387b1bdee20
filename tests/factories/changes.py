"""Merges and changes of organisations for tests."""

from typing import Any

from members.changes import services
from members.changes.models import Dismissal, Kind, Merge, OrganizationChange
from members.models import Organization
from tests.conftest import KEYNOTE_WEEK
from tests.factories.agreements import make_agreement, make_authorized
from tests.factories.members import make_organization, make_supporter


def make_merge(survivor: Organization, loser: Organization, **fields: Any) -> Merge:
    return services.merge(
        survivor=survivor, loser=loser, **{"at": KEYNOTE_WEEK, "by": None} | fields
    )


def make_change(organization: Organization, **fields: Any) -> OrganizationChange:
    """It was renamed, on a day nobody knows."""
    defaults = {"kind": Kind.RENAMED, "name": "Old name", "at": KEYNOTE_WEEK}
    return OrganizationChange.objects.create(organization=organization, **defaults | fields)


def make_one_of_each() -> Dismissal:
    """An agreement, a change and a merge, and a pair that is not the same."""
    survivor = make_supporter("Survivor")
    make_authorized(make_agreement(survivor))
    make_merge(survivor, make_organization("Double"))
    return services.dismiss(
        one=survivor, other=make_organization("Alike"), why="No.", at=KEYNOTE_WEEK, by=None
    )
