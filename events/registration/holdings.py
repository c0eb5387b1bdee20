"""What registration holds about people: orders, tickets, invitations, codes.

Tickets keep their name until the event is over, so that their holder gets in; what was paid for
stays in the books.
"""

from collections.abc import Callable
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.registration.models import (
    Code,
    Invitation,
    Order,
    PersonUse,
    RefundRequest,
    Ticket,
)
from foundation.base import zones
from foundation.base.personal import ERASED_NAME, PSEUDONYM, Fate, Holding, declare

WAITS = _("It stays until the event is over, and goes then by itself.")
UNPAID = Q(account=None)


def over(path: str) -> Callable[[datetime], Q]:
    """Whether the event at `path` is over, or was cancelled, at a moment."""

    def ready(at: datetime) -> Q:
        ended = Q(**{f"{path}__ends_on__lt": zones.day(at)})
        return ended | Q(**{f"{path}__cancelled_at__lte": at})

    return ready


def _useless(at: datetime) -> Q:
    return over("order__event")(at) | Q(cancelled_at__lte=at)


declare(
    Holding(
        Order,
        _("Orders"),
        emails=("email", "member_email", "code_used_by"),
        fate=Fate.BLANKED,
        because=_("That so many tickets were taken stays, without who took them."),
        blanks={
            "name": ERASED_NAME,
            "email": PSEUDONYM,
            "member_email": PSEUDONYM,
            "code_used_by": PSEUDONYM,
            "organization": "",
            "address": "",
            "tax_number": "",
            "purchase_order": "",
            "staff_note": "",
        },
        only=UNPAID,
        ready=over("event"),
        waits=WAITS,
    ),
    Holding(
        Order,
        _("Orders that cost something"),
        emails=("email", "member_email", "code_used_by"),
        fate=Fate.STAYS,
        because=_("They are part of the books, which tax law asks us to keep."),
        only=~UNPAID,
    ),
    Holding(
        Ticket,
        _("Tickets in my name"),
        emails=("attendee_email",),
        fate=Fate.BLANKED,
        because=_("The place and its price stay, without who took it."),
        blanks={
            "attendee_name": ERASED_NAME,
            "attendee_email": PSEUDONYM,
            "organization": "",
            "job_title": "",
            "pronouns": "",
            "dietary_needs": "",
            "accessibility_needs": "",
            "shirt_size": "",
        },
        ready=_useless,
        waits=WAITS,
    ),
    Holding(
        RefundRequest,
        _("Refunds I asked for"),
        emails=("order__email",),
        fate=Fate.BLANKED,
        because=_("Amounts stay in the books; the words go."),
        blanks={"reason": "", "answer": ""},
        ready=over("order__event"),
        waits=WAITS,
        first=5,
    ),
    Holding(
        Invitation,
        _("Invitations"),
        emails=("email",),
        fate=Fate.BLANKED,
        blanks={"email": PSEUDONYM, "name": ERASED_NAME, "note": ""},
        ready=over("event"),
        waits=WAITS,
    ),
    Holding(
        Code,
        _("Codes of mine"),
        emails=("owner_email",),
        fate=Fate.BLANKED,
        blanks={"owner_email": PSEUDONYM, "note": ""},
        ready=over("event"),
        waits=WAITS,
        tells=("text", "kind", "owner_email", "valid_until"),
    ),
    Holding(
        PersonUse,
        _("Codes I used"),
        emails=("email",),
        fate=Fate.BLANKED,
        blanks={"email": PSEUDONYM},
        ready=over("code__event"),
        waits=WAITS,
    ),
)
