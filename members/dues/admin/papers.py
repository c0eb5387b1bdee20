"""What can be printed of a membership, beside its record."""

from django.urls import reverse
from django.utils.translation import gettext as _

from foundation.base.admin import doors
from members.models import Membership


@doors.beside(Membership)
def certificate(row: Membership) -> tuple[str, str]:
    """That it is, was or will be a member."""
    return _("Certificate (PDF)"), reverse("admin:members_membership_certificate", args=[row.pk])
