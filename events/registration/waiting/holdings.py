"""Who stands in line for a ticket."""

from django.utils.translation import gettext_lazy as _

from events.registration.holdings import WAITS, over
from events.registration.waiting.models import Entry
from foundation.base.personal import PSEUDONYM, Fate, Holding, declare

declare(
    Holding(
        Entry,
        _("Waiting lists"),
        emails=("email", "member_email"),
        fate=Fate.BLANKED,
        blanks={"email": PSEUDONYM, "member_email": ""},
        ready=over("ticket_type__event"),
        waits=WAITS,
    ),
)
