"""Travel support that people asked for. Passports of visa letters go by themselves (`cleaning`)."""

from django.utils.translation import gettext_lazy as _

from events.letters.models import TravelApplication, VisaLetter
from events.registration.holdings import WAITS, over
from foundation.base.personal import ERASED_NAME, PSEUDONYM, Fate, Holding, declare

declare(
    Holding(
        TravelApplication,
        _("Travel support I asked for"),
        emails=("email",),
        fate=Fate.BLANKED,
        because=_("What was asked for and granted stays in the accounts, without whom."),
        blanks={
            "name": ERASED_NAME,
            "email": PSEUDONYM,
            "why": "Erased",
            "contribution": "Erased",
            "staff_note": "",
        },
        ready=over("event"),
        waits=WAITS,
        first=5,
    ),
    Holding(
        VisaLetter,
        _("Visa letters"),
        emails=("ticket__attendee_email",),
        fate=Fate.STAYS,
        because=_("Number and dates stay; what the passport said goes by itself after the event."),
        tells=("number", "state", "consulate", "requested_at", "issued_on", "reason"),
    ),
)
