"""What an approval does: the organisation, its membership, its people, the checklist."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from foundation.base.errors import RuleError
from foundation.base.slugs import free_slug
from members.accounts.models import User
from members.applications.models import Application, ChecklistItem, ChecklistTemplate
from members.dues import services as dues
from members.models import Membership, Organization, OrganizationName, RepresentativeRole
from members.representation import services as representation

# Why somebody need not be invited.
KNOWN_ALREADY = {"represents_already", "invited_already"}
# What the application tells of an organisation; a row of the register keeps what it has.
FACTS = ("country", "city", "industry", "website", "description")


def join(row: Application, *, by: User | None, at: datetime) -> Membership:
    """Make the applicant a member, within the transaction of its approval."""
    organization = _organization(row)
    membership = dues.begin(organization=organization, tier=row.tier, at=at, billing=_billing(row))
    _invite(row, organization, by=by, at=at)
    templates = ChecklistTemplate.objects.filter(Q(tiers=None) | Q(tiers=row.tier)).distinct()
    ChecklistItem.objects.bulk_create(
        (
            ChecklistItem(application=row, name=each.name, position=each.position)
            for each in templates
        ),
        ignore_conflicts=True,
    )
    return membership


def _invite(row: Application, organization: Organization, *, by: User | None, at: datetime) -> None:
    """Invite the people who were named, but for roles they have or are invited to already."""
    for role, name, email in _people(row):
        try:
            with transaction.atomic():
                representation.invite(
                    organization=organization,
                    name=name,
                    email=email,
                    role=role,
                    is_admin=role == RepresentativeRole.PRIMARY,
                    at=at,
                    by=by,
                )
        except RuleError as refusal:
            if refusal.code not in KNOWN_ALREADY:
                raise


def _organization(row: Application) -> Organization:
    if row.organization_id is None:
        organization = _new(row)
    else:
        organization = Organization.objects.select_for_update().get(pk=row.organization_id)
        for name in FACTS:
            if not getattr(organization, name):
                setattr(organization, name, getattr(row, name))
    if row.commitment and not organization.commitment:
        organization.commitment = row.commitment
        organization.commitment_author = row.commitment_author
    if row.has_owner and row.owner is not None:
        organization.parent = row.owner
    organization.save()
    return organization


def _new(row: Application) -> Organization:
    if Organization.objects.filter(name__iexact=row.name).exists():
        raise RuleError(
            _(
                "The register has an organisation called %(name)s. Say whether the applicant is "
                "that one first."
            ),
            code="name_taken",
            params={"name": row.name},
        )
    facts = {name: getattr(row, name) for name in FACTS}
    return Organization(
        name=row.name, slug=_address(row.name), source=f"Application {row.reference}", **facts
    )


def _address(name: str) -> str:
    """A slug for `name` that no organisation has, now or formerly."""
    rows = Organization.objects.all(), OrganizationName.objects.all()
    return free_slug(name, *rows, length=70, otherwise="member")


def _billing(row: Application) -> dues.Billing:
    return dues.Billing(
        name=row.billing_name,
        address=row.billing_address,
        country=row.billing_country.code,
        tax_number=row.tax_number,
        email=row.invoice_email,
        purchase_order=row.purchase_order,
    )


def _people(row: Application) -> list[tuple[str, str, str]]:
    """Role, name and address of each contact that was named."""
    told = [
        (RepresentativeRole.PRIMARY, row.primary_name, row.primary_email),
        (RepresentativeRole.BILLING, row.billing_contact, row.billing_email),
        (RepresentativeRole.MARKETING, row.marketing_name, row.marketing_email),
        (RepresentativeRole.TECHNICAL, row.technical_name, row.technical_email),
    ]
    return [(role.value, name, email.lower()) for role, name, email in told if name and email]
