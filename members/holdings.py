"""What the register of organisations holds about people: whom they spoke for."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import F, Value
from django.db.models.functions import Coalesce, Greatest, Least
from django.utils.translation import gettext_lazy as _

from foundation.base import zones
from foundation.base.personal import ERASED_NAME, PSEUDONYM, Fate, Holding, declare
from members.models import Representative


def _ended(at: datetime) -> Mapping[str, Any]:
    """The last day is today at the latest, and not before the first."""
    today = Value(zones.day(at))
    return {"until": Greatest(F("since"), Least(Coalesce(F("until"), today), today))}


declare(
    Holding(
        Representative,
        _("Organisations I speak for, or did"),
        emails=("email",),
        fate=Fate.BLANKED,
        because=_("That somebody spoke for the organisation stays, without who; it ends today."),
        blanks={"name": ERASED_NAME, "email": PSEUDONYM, "note": ""},
        also=_ended,
    ),
)
