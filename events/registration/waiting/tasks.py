"""Mails to those who stand in line. Each has a key, so a task that runs twice mails once."""

from django.tasks import task

from events.registration.waiting import mails, queries
from foundation.base import clock, mail


@task()
def mail_joined(entry_id: int, day: str) -> None:
    """To who has joined, or joined again: where they stand, and how to leave. Once a day."""
    _mail(entry_id, "waiting_joined", again=f":{day}")


@task()
def mail_offered(entry_id: int) -> None:
    """To who is next: the place, until when it is kept, and the link that takes it."""
    _mail(entry_id, "waiting_offered")


@task()
def mail_lapsed(entry_id: int) -> None:
    """To who did not take the place: it has gone to the next."""
    _mail(entry_id, "waiting_lapsed")


@task()
def mail_ended(entry_id: int) -> None:
    """To who waited in vain: nothing more is sold."""
    _mail(entry_id, "waiting_ended")


def _mail(entry_id: int, kind: str, again: str = "") -> None:
    """Write to somebody in line, unless what the mail says has become wrong meanwhile."""
    entry = queries.entries().get(pk=entry_id)
    if entry.state in mails.TRUE_FOR[kind]:
        draft = mails.draft(entry, kind)
        mail.post(key=f"{kind}:{entry.pk}{again}", draft=draft, at=clock.now())
