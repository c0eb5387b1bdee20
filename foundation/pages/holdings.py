"""What people wrote to the foundation."""

from django.utils.translation import gettext_lazy as _

from foundation.base.personal import ERASED_NAME, PSEUDONYM, Fate, Holding, declare
from foundation.pages.models import ContactMessage

declare(
    Holding(
        ContactMessage,
        _("Messages to the foundation"),
        emails=("email",),
        fate=Fate.BLANKED,
        because=_("That there was a message stays for the statistics, without a word of it."),
        blanks={
            "name": ERASED_NAME,
            "email": PSEUDONYM,
            "organization": "",
            "message": "Erased",
        },
    ),
)
