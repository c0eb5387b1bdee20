"""What the mails about letters and applications say, before they are written (domain 4, 4.2).

Each function answers a draft and changes nothing, so that staff can look at it with real data. The
words that staff may change are declared in `mailwords`.
"""

from collections.abc import Sequence

from django.conf import settings

from events.letters import days
from events.letters.models import TravelApplication, VisaLetter
from events.registration import mails
from foundation.base import moments
from foundation.base.mail import Attachment, Draft


def to_holder(
    letter: VisaLetter,
    kind: str,
    files: Sequence[Attachment] = (),
    to: str = "",
    *,
    may_ask_again: bool = False,
) -> Draft:
    """The mail `kind` to the holder of the ticket, or to the address `to`.

    Nothing of the passport is in its words: it is in the letter alone, which is one of the `files`.
    """
    ticket, event = letter.ticket, letter.ticket.order.event
    return Draft(
        kind=kind,
        to=to or ticket.attendee_email,
        context={
            "event": event,
            "letter": letter,
            "letter_url": settings.SITE_URL + letter.get_absolute_url(),
            "due": moments.shown(days.last_day(letter.due_at, event.zone), event.zone),
            "may_ask_again": may_ask_again,
        },
        values={
            **mails.event_values(event),
            "name": ticket.attendee_name,
            "number": letter.number or "",
        },
        scope=mails.scope_of(event),
        attachments=tuple(files),
        reply_to=event.contact_email,
    )


def to_applicant(row: TravelApplication, kind: str) -> Draft:
    """The mail `kind` to who applies for travel support."""
    event = row.event
    return Draft(
        kind=kind,
        to=row.email,
        context={
            "event": event,
            "application": row,
            "application_url": settings.SITE_URL + row.get_absolute_url(),
            "answer_until": moments.shown(row.answer_until, event.zone) if row.answer_until else "",
        },
        values={**mails.event_values(event), "name": row.name},
        scope=mails.scope_of(event),
        reply_to=event.contact_email,
    )
