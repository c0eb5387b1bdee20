"""What enquiries for a home hold about people."""

from django.utils.translation import gettext_lazy as _

from foundation.base.personal import ERASED_NAME, PSEUDONYM, Fate, Holding, declare
from projects.hosting.models import Enquiry

declare(
    Holding(
        Enquiry,
        _("Enquiries for a project"),
        emails=("email",),
        fate=Fate.BLANKED,
        because=_("What was asked for the project stays, without who asked."),
        blanks={
            "name": ERASED_NAME,
            "email": PSEUDONYM,
            "title": "",
            "phone": "",
            "staff_note": "",
        },
    ),
)
