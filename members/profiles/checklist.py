"""What is missing on the pages of an organisation, and what remains when somebody leaves."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation.base.drafts import DraftState
from members import invoices
from members.dues.models import BillingDetails
from members.models import Organization, Representative, RepresentativeRole
from members.profiles.models import ProfileDraft
from members.representation.leaving import Open

# A page that asks more of a member than this would be filled in by nobody.
LEAST_DESCRIPTION = 40
PAGES = ("profile", "people")


class Point(NamedTuple):
    """Something a complete profile has, whether it is there, and where to add it."""

    says: str
    is_there: bool
    url: str


def points(organization: Organization, day: date) -> list[Point]:
    """What makes a profile complete, in the order in which a reader misses it. Two queries."""
    pages = {name: reverse(f"profiles:{name}", args=[organization.slug]) for name in PAGES}
    people = list(Representative.objects.on(day).filter(organization=organization))
    roles = {row.role for row in people}
    billed = BillingDetails.objects.filter(organization=organization).exists()
    role = RepresentativeRole
    return [
        Point(_("A logo"), bool(organization.logo), pages["profile"]),
        Point(
            _("A description"),
            len(organization.description) >= LEAST_DESCRIPTION,
            pages["profile"],
        ),
        Point(_("A website"), bool(organization.website), pages["profile"]),
        Point(
            _("Country and industry"),
            bool(organization.country and organization.industry),
            pages["profile"],
        ),
        Point(
            _("A commitment, and who says it"),
            bool(organization.commitment and organization.commitment_author),
            pages["profile"],
        ),
        Point(_("A contact for bills"), billed or role.BILLING in roles, pages["people"]),
        Point(_("A technical contact"), role.TECHNICAL in roles, pages["people"]),
        Point(
            _("Two people who look after these pages"),
            len({row.email for row in people if row.is_admin}) > 1,
            pages["people"],
        ),
    ]


def missing(found: Iterable[Point]) -> list[Point]:
    """Those that are not there."""
    return [point for point in found if not point.is_there]


def what_remains(row: Representative, at: datetime) -> list[Open]:
    """For the checklist of leaving: their draft, and unpaid invoices if bills went to them."""
    found = []
    drafts = ProfileDraft.objects.open().filter(organization=row.organization_id)
    draft = drafts.filter(
        written_by__emailaddress__email__iexact=row.email, written_by__emailaddress__verified=True
    ).first()
    if draft is not None:
        waits = draft.state == DraftState.SUBMITTED
        says = (
            _("The draft of the profile they wrote still waits for approval.")
            if waits
            else _("The draft of the profile they wrote is not submitted yet.")
        )
        found.append(Open(says))
    if row.role == RepresentativeRole.BILLING:
        open_ones = [each for each in invoices.accounts(row.organization).values() if each.owed > 0]
        if open_ones:
            says = ngettext("%d invoice is not paid.", "%d invoices are not paid.", len(open_ones))
            found.append(Open(says % len(open_ones)))
    return found
