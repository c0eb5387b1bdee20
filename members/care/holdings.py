"""What looking after members holds about people: staff by their account; who was spoken with."""

from django.utils.translation import gettext_lazy as _

from foundation.base.personal import Fate, Holding, declare
from members.care.models import Letter, Note

OFFICE = _("It was done for the foundation; the account behind it has no name.")

declare(
    Holding(
        Note,
        _("Notes I wrote or am to follow up"),
        users=("written_by", "follow_up_by"),
        fate=Fate.STAYS,
        because=OFFICE,
        tells=("organization", "kind", "happened_on", "text"),
    ),
    Holding(
        Letter,
        _("Letters to representatives I wrote"),
        users=("written_by",),
        fate=Fate.STAYS,
        because=OFFICE,
        tells=("subject", "written_at"),
    ),
)
