"""What invitations to represent an organisation hold about people."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Case, F, Value, When
from django.utils.translation import gettext_lazy as _

from foundation.base.personal import ERASED_NAME, PSEUDONYM, Fate, Holding, declare
from members.representation.models import OPEN, Invitation


def _withdrawn(at: datetime) -> Mapping[str, Any]:
    """An invitation that waits is withdrawn: nobody can accept it any more."""
    return {"withdrawn_at": Case(When(OPEN, then=Value(at)), default=F("withdrawn_at"))}


declare(
    Holding(
        Invitation,
        _("Invitations to speak for an organisation"),
        emails=("email",),
        fate=Fate.BLANKED,
        because=_("That somebody was asked stays, without who; one that waits is withdrawn."),
        blanks={"name": ERASED_NAME, "email": PSEUDONYM},
        also=_withdrawn,
        tells=(
            "organization",
            "name",
            "email",
            "role",
            "invited_at",
            "accepted_at",
            "declined_at",
            "withdrawn_at",
        ),
    ),
    Holding(
        Invitation,
        _("Invitations I sent"),
        users=("invited_by",),
        because=_("Whom you invited is theirs to be erased; the account behind it has no name."),
        tells=("organization", "role", "invited_at"),
    ),
)
