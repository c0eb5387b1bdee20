"""What signed agreements hold about people: who signed, and who contributes under them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import F, Value
from django.db.models.functions import Coalesce, Greatest, Least
from django.utils.translation import gettext_lazy as _

from foundation.base import zones
from foundation.base.personal import ERASED_NAME, PSEUDONYM, Fate, Holding, declare
from members.agreements.models import AuthorizedPerson, CorporateAgreement


def _ended(at: datetime) -> Mapping[str, Any]:
    """The last day is today at the latest, and not before the first."""
    today = Value(zones.day(at))
    return {"until": Greatest(F("since"), Least(Coalesce(F("until"), today), today))}


declare(
    Holding(
        AuthorizedPerson,
        _("Agreements I may contribute under"),
        emails=("email",),
        fate=Fate.BLANKED,
        because=_("That somebody of the team was covered stays, without who; it ends today."),
        blanks={"name": ERASED_NAME, "email": PSEUDONYM},
        also=_ended,
    ),
    Holding(
        CorporateAgreement,
        _("Agreements I signed for an organisation"),
        emails=("signer_email",),
        fate=Fate.STAYS,
        because=_("A contract is kept with who signed it, for as long as code stands on it."),
        tells=("organization", "version", "signer", "signer_title", "signer_email"),
    ),
)
