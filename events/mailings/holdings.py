"""Mails to many: who got them, and who wants none."""

from django.utils.translation import gettext_lazy as _

from events.mailings.models import Recipient, Unsubscription
from foundation.base.personal import PSEUDONYM, Fate, Holding, declare

declare(
    Holding(
        Recipient,
        _("Mailings to me"),
        emails=("email",),
        fate=Fate.BLANKED,
        because=_("That a mailing had so many recipients stays."),
        blanks={"email": PSEUDONYM},
    ),
    Holding(
        Unsubscription,
        _("Mailings I want no more"),
        emails=("email",),
        fate=Fate.STAYS,
        because=_("So that nobody writes to this address again."),
    ),
)
