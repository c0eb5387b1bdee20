"""What the mails to those in line say, and the words of them that staff may change (domain 4.2)."""

from typing import Any

from django.conf import settings

from events.registration import mails
from events.registration.mailwords import EVENT
from events.registration.waiting import queries
from events.registration.waiting.models import Entry, EntryState
from foundation.base import clock, mailkinds, moments
from foundation.base.mail import Draft
from foundation.base.words import Place

# In which states a mail still says something true.
TRUE_FOR = {
    "waiting_joined": {EntryState.WAITING, EntryState.OFFERED},
    "waiting_offered": {EntryState.OFFERED},
    "waiting_lapsed": {EntryState.LAPSED},
    "waiting_ended": {EntryState.ENDED},
}
PLACES = {**EVENT, "ticket_type": Place("the ticket that is waited for")}
UNTIL = {**PLACES, "until": Place("the end of the offer, with its zone")}


def draft(entry: Entry, kind: str) -> Draft:
    """The mail `kind` to somebody in line; every one names the way out."""
    event, at = entry.line.stock.event, clock.now()
    until = moments.shown(entry.offer_until, event.zone) if entry.offer_until else ""
    leave = f"{settings.SITE_URL}{entry.get_absolute_url()}leave/"
    context: dict[str, Any] = {
        **mails.event_words(event),
        "entry": entry,
        "position": queries.position(entry),
        "until": until,
        "hours": entry.line.hours,
        "is_sold": event.registration_is_open(at)
        and queries.will_be_sold(queries.steps_of(entry.ticket_type), at),
        "offer_url": settings.SITE_URL + entry.code.get_link() if entry.code else "",
        "entry_url": settings.SITE_URL + entry.get_absolute_url(),
        "leave_url": leave,
    }
    return Draft(
        kind=kind,
        to=entry.email,
        context=context,
        values={
            **mails.event_values(event),
            "ticket_type": str(entry.ticket_type),
            "until": until,
        },
        scope=mails.scope_of(event),
        reply_to=event.contact_email,
        headers={"List-Unsubscribe": f"<{leave}>"},
    )


def declare() -> None:
    """Called once, when the process starts."""
    mailkinds.declare(
        "waiting_joined",
        label="Waiting list joined",
        when="To who joins, at most once a day. Where they stand and the link to leave follow.",
        subject="{event}: you are on the waiting list",
        body="Hello,\n\nyou wait for {ticket_type} at {event}, {dates}, {place}.",
        places=PLACES,
        sample=_sample("waiting_joined"),
    )
    mailkinds.declare(
        "waiting_offered",
        label="Waiting list: a place is offered",
        when="To who is next, as soon as a place comes back. The link that takes it follows.",
        subject="{event}: a place is kept for you until {until}",
        body="Hello,\n\na place came back, and you are next: {ticket_type} at {event}, {dates}, {place}.",
        places=UNTIL,
        sample=_sample("waiting_offered"),
    )
    mailkinds.declare(
        "waiting_lapsed",
        label="Waiting list: an offer is over",
        when="To who did not take the place in time.",
        subject="{event}: the place went to the next in line",
        body="Hello,\n\nthe place at {event} was kept for you until {until}. You did not order, so it "
        "goes to the next in line, and you wait no more.",
        places=UNTIL,
        sample=_sample("waiting_lapsed"),
    )
    mailkinds.declare(
        "waiting_ended",
        label="Waiting list closed",
        when="To who still waits when the sale ends. Why follows.",
        subject="{event}: the waiting list is closed",
        body="Hello,\n\nyou waited for {ticket_type} at {event}. We are sorry that we have no place "
        "for you, and write to you about it no more.",
        places=PLACES,
        sample=_sample("waiting_ended"),
    )


def _sample(kind: str) -> mailkinds.Sample:
    """Somebody this mail was or may be written to; `about` is an e-mail address."""

    def sample(scope: str, about: str) -> Draft | None:
        rows = queries.entries().order_by("-pk")
        event = scope.removeprefix("event:")
        if event:
            rows = rows.filter(line__stock__event=int(event) if event.isdecimal() else None)
        if about:
            rows = rows.filter(email=about.strip().lower())
        fitting = (row for row in rows[:200] if row.state in TRUE_FOR[kind])
        row = next(fitting, None) or rows.first()
        return draft(row, kind) if row else None

    return sample
