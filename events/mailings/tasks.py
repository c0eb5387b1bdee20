"""Sending a mailing: batch by batch, each in one transaction with the task for the next."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Prefetch, prefetch_related_objects
from django.tasks import task

from events.mailings import audience, letters
from events.mailings.models import Mailing, Recipient, RecipientState, State
from events.registration.models import Ticket
from foundation.base import beat, clock, mail

BATCH = 200
# A batch takes seconds: whoever has not moved this long has lost its task.
INTERRUPTED_AFTER = timedelta(minutes=5)


@task()
@transaction.atomic
def send_batch(mailing_id: int) -> int:
    """Write the next mails of a mailing and queue what comes after; returns how many were written.

    The mailing is locked meanwhile, so two workers take turns; what a killed worker had written is
    rolled back with its recipients' state, and a mail's key is written once in any case.
    """
    mailing = (
        Mailing.objects.select_for_update(of=["self"])
        .select_related("event__venue")
        .get(pk=mailing_id)
    )
    if mailing.state != State.SENDING:
        return 0
    now = clock.now()
    waiting = mailing.recipients.filter(state=RecipientState.WAITING)
    batch = list(waiting.select_related("order").order_by("pk")[:BATCH])
    written = _write(mailing, batch) if batch else 0
    mailing.moved_at = now
    if len(batch) == BATCH:
        send_batch.enqueue(mailing.pk)
    else:
        mailing.state = State.SENT
        mailing.closed_at = now
    mailing.save(update_fields=["moved_at", "state", "closed_at"])
    return written


def _write(mailing: Mailing, batch: list[Recipient]) -> int:
    unwanted = audience.unsubscribed(mailing, batch)
    fitting = audience.still_fitting(mailing, batch)
    for row in batch:
        if row.email in unwanted:
            row.state = RecipientState.UNSUBSCRIBED
        elif row.pk not in fitting:
            row.state = RecipientState.GONE
        else:
            row.state = RecipientState.WRITTEN
    chosen = [row for row in batch if row.state == RecipientState.WRITTEN]
    _read_tickets(chosen)
    drafts = {
        letters.key(row): letters.draft(
            mailing, row.order, row.ticket, list(row.order.tickets.all()), row.secret
        )
        for row in chosen
    }
    keys = mail.post_many(drafts=drafts, at=clock.now()) if drafts else {}
    for row in chosen:
        row.mail_id = keys[letters.key(row)]
    Recipient.objects.bulk_update(batch, ["state", "mail"])
    return len(chosen)


def _read_tickets(rows: list[Recipient]) -> None:
    """The tickets of these recipients with their types, in as many queries for one as for all."""
    live = Ticket.objects.filter(cancelled_at=None).select_related("ticket_type")
    prefetch_related_objects(rows, Prefetch("order__tickets", live.order_by("position")))
    prefetch_related_objects(rows, Prefetch("ticket", Ticket.objects.select_related("ticket_type")))


@beat.every(minutes=1)
def go_on() -> int:
    """Queue again the mailings whose task was lost or failed; returns how many."""
    now = clock.now()
    with transaction.atomic():
        rows = Mailing.objects.interrupted(now - INTERRUPTED_AFTER)
        found = list(rows.select_for_update(skip_locked=True))
        for mailing in found:
            mailing.moved_at = now
            mailing.save(update_fields=["moved_at"])
            send_batch.enqueue(mailing.pk)
    return len(found)
