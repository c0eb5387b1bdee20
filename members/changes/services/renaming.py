"""An organisation takes another name; the old one and its address stay findable (domain 1)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.base.errors import RuleError
from members import services as hall
from members.accounts.models import User
from members.changes.models import Kind, OrganizationChange
from members.models import Organization, OrganizationName

from .telling import When, held, tell


@transaction.atomic
def rename(
    *,
    organization: Organization,
    name: str,
    slug: str,
    at: datetime,
    by: User | None,
    when: When | None = None,
) -> OrganizationChange:
    """Call it `name` at the address `slug` from now on; `when` tells since when it is called so.

    Raises RuleError `same` when it is called so already, `address_taken` when the address leads to
    another organisation, and ValidationError for a name or address that cannot be.
    """
    (row,) = held(organization.pk)
    before, address = row.name, row.slug
    if (before, address) == (name, slug):
        raise RuleError(_("It is called so already."), code="same")
    if OrganizationName.objects.filter(slug=slug).exclude(organization=row).exists():
        raise RuleError(
            _("The address “%(slug)s” leads to another organisation, which had it before."),
            code="address_taken",
            params={"slug": slug},
        )
    row.name, row.slug = name, slug
    row.clean_fields(exclude={each.name for each in row._meta.fields} - {"name", "slug"})
    row.validate_unique()
    row.validate_constraints()
    row.save(update_fields=["name", "slug"])
    hall.remember(organization=row, name=before, slug=address)
    if when and when.on and not when.known:
        row.names.filter(name=before).update(until=when.on)
    return tell(Kind.RENAMED, row, when, at=at, by=by, name=before)
