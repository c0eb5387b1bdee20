"""Mails to those who stand in line. Each has a key, so a task that runs twice mails once."""

from django.conf import settings
from django.tasks import task

from events.registration import papers
from events.registration.waiting import queries
from events.registration.waiting.models import Entry
from foundation.base import clock, mail, moments


@task()
def mail_joined(entry_id: int, day: str) -> None:
    """To who has joined, or joined again: where they stand, and how to leave. Once a day."""
    _mail(entry_id, "waiting_joined", {"waiting", "offered"}, again=day)


@task()
def mail_offered(entry_id: int) -> None:
    """To who is next: the place, until when it is kept, and the link that takes it."""
    _mail(entry_id, "waiting_offered", {"offered"})


@task()
def mail_lapsed(entry_id: int) -> None:
    """To who did not take the place: it has gone to the next."""
    _mail(entry_id, "waiting_lapsed", {"lapsed"})


@task()
def mail_ended(entry_id: int) -> None:
    """To who waited in vain: nothing more is sold."""
    _mail(entry_id, "waiting_ended", {"ended"})


def _mail(entry_id: int, kind: str, states: set[str], again: str = "") -> None:
    """Write to somebody in line, unless what the mail says has become wrong meanwhile."""
    entry = queries.entries().get(pk=entry_id)
    if entry.state.value not in states:
        return
    event = entry.line.stock.event
    mail.write(
        key=f"{kind}:{entry.pk}:{again}" if again else f"{kind}:{entry.pk}",
        kind=kind,
        to=entry.email,
        context={
            "event": event,
            "dates": moments.day_range(event.starts_on, event.ends_on),
            "place": papers.place(event),
            "entry": entry,
            "position": queries.position(entry),
            "until": moments.shown(entry.offer_until, event.zone) if entry.offer_until else "",
            "hours": entry.line.hours,
            "offer_url": settings.SITE_URL + entry.code.get_link() if entry.code else "",
            "entry_url": settings.SITE_URL + entry.get_absolute_url(),
            "leave_url": settings.SITE_URL + leave_link(entry),
        },
        reply_to=event.contact_email,
        headers={"List-Unsubscribe": f"<{settings.SITE_URL}{leave_link(entry)}>"},
        at=clock.now(),
    )


def leave_link(entry: Entry) -> str:
    """The path of the page on which somebody leaves the line."""
    return f"{entry.get_absolute_url()}leave/"
