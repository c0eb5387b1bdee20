"""Who of the staff wrote what about organisations: it stays, as what they did."""

from django.utils.translation import gettext_lazy as _

from foundation.base.personal import Holding, declare
from members.changes.models import Dismissal, Merge, OrganizationChange

OFFICE = _("Who changed what about an organisation is not yours alone.")

declare(
    Holding(
        OrganizationChange,
        _("Changes of organisations I wrote down"),
        users=("by",),
        because=OFFICE,
        tells=("kind", "organization", "on", "text", "at"),
    ),
    Holding(
        Merge,
        _("Organisations I merged"),
        users=("by", "undone_by"),
        because=OFFICE,
        tells=("name", "at", "undone_at"),
    ),
    Holding(
        Dismissal,
        _("Organisations I said are not the same"),
        users=("by",),
        because=OFFICE,
        tells=("why", "at"),
    ),
)
