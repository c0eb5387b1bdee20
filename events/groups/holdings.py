"""Tickets that somebody was offered out of a group order."""

from django.utils.translation import gettext_lazy as _

from events.groups.models import TicketOffer
from events.registration.holdings import WAITS, over
from foundation.base.personal import ERASED_NAME, PSEUDONYM, Fate, Holding, declare

declare(
    Holding(
        TicketOffer,
        _("Tickets that were offered to me"),
        emails=("email",),
        fate=Fate.BLANKED,
        blanks={"email": PSEUDONYM, "name": ERASED_NAME},
        ready=over("order__event"),
        waits=WAITS,
    ),
)
