"""What terms and dues hold about people: an address for invoices, and who decided."""

from django.utils.translation import gettext_lazy as _

from foundation.base.personal import Fate, Holding, declare
from members.dues.models import BillingDetails, Override, Term

OFFICE = _("Who decided what for an organisation is not yours alone.")

declare(
    Holding(
        BillingDetails,
        _("Organisations whose invoices come to me"),
        emails=("email",),
        fate=Fate.BLANKED,
        because=_("The organisation is still billed; no longer at your address."),
        blanks={"email": ""},
        tells=("organization", "email"),
    ),
    Holding(
        Term,
        _("Terms of members I decided about"),
        users=("decided_by",),
        because=OFFICE,
        tells=("membership", "decision", "decided_at"),
    ),
    Holding(
        Override,
        _("Exceptions I made for members"),
        users=("by",),
        because=OFFICE,
        tells=("membership", "reason", "created_at"),
    ),
)
