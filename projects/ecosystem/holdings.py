"""Who wrote and who decided about entries of the marketplace."""

from django.utils.translation import gettext_lazy as _

from foundation.base.personal import Holding, declare
from projects.ecosystem.models import LicenceRequest, OfferDraft

declare(
    Holding(
        OfferDraft,
        _("Entries of the marketplace I wrote or decided about"),
        users=("written_by", "decided_by"),
        because=_("What an organisation offers is its own; your account has no name."),
        tells=("name", "organization", "state", "written_at", "submitted_at", "decided_at"),
    ),
    Holding(
        LicenceRequest,
        _("Trademark licences I asked for or decided about"),
        users=("written_by", "decided_by"),
        because=_("What an organisation asks for is its own; your account has no name."),
        tells=("product", "programme", "state", "written_at", "submitted_at", "decided_at"),
    ),
)
