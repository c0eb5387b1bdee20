"""What applications for membership hold about people: who applied, whom to write to, who signed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.base.personal import ERASED_NAME, PSEUDONYM, Fate, Holding, declare
from foundation.base.personal.holding import Words
from members.applications.models import (
    ENDED,
    Application,
    ChecklistItem,
    Decision,
    Question,
    State,
)

SENT = ~Q(state=State.DRAFT)
STAYS = _("What the organisation applied for stays, without you in it.")
WAITS = _("An application that is open is decided first, or withdrawn by you.")
OFFICE = _("Who decided what about an organisation is not yours alone.")
TOLD = ("reference", "name", "state", "submitted_at", "decided_on")


def _ended(at: datetime) -> Q:
    return Q(state__in=ENDED)


def _part(title: Words, email: str, blanks: Mapping[str, Any], *told: str) -> Holding:
    """One part that somebody plays in an application that was sent: found by its address."""
    return Holding(
        Application,
        title,
        emails=(email,),
        only=SENT,
        fate=Fate.BLANKED,
        because=STAYS,
        blanks={email: PSEUDONYM, **blanks},
        ready=_ended,
        waits=WAITS,
        tells=(*TOLD, *told, email),
    )


declare(
    Holding(
        Application,
        _("Applications I began and did not send"),
        emails=("email",),
        only=Q(state=State.DRAFT),
        fate=Fate.GOES,
        first=5,
    ),
    _part(_("Applications I sent"), "email", {"applicant": ERASED_NAME}, "applicant"),
    _part(
        _("Applications that name me as primary contact"),
        "primary_email",
        {"primary_name": ERASED_NAME},
        "primary_name",
    ),
    _part(
        _("Applications that name me as contact for bills"),
        "billing_email",
        {"billing_contact": ERASED_NAME},
        "billing_contact",
    ),
    _part(
        _("Applications that name me as contact for marketing"),
        "marketing_email",
        {"marketing_name": ERASED_NAME},
        "marketing_name",
    ),
    _part(
        _("Applications that name me as technical contact"),
        "technical_email",
        {"technical_name": ERASED_NAME},
        "technical_name",
    ),
    _part(
        _("Applications I was to sign"),
        "signer_email",
        {"signer_name": ERASED_NAME, "signer_title": ""},
        *("signer_name", "signer_title"),
    ),
    _part(_("Applications with my address for invoices"), "invoice_email", {}),
    Holding(
        Application, _("Applications I reviewed"), users=("reviewer",), because=OFFICE, tells=TOLD
    ),
    Holding(
        Decision,
        _("Decisions I recorded"),
        users=("recorded_by",),
        because=OFFICE,
        tells=("application", "outcome", "decided_on", "recorded_at"),
    ),
    Holding(
        Question,
        _("Questions I asked applicants"),
        users=("asked_by",),
        because=OFFICE,
        tells=("text", "asked_at"),
    ),
    Holding(
        ChecklistItem,
        _("Tasks for new members I did"),
        users=("done_by",),
        because=OFFICE,
        tells=("name", "done_at"),
    ),
)
