"""Messages of the card provider: kept once, acted on, and shown to staff when they cannot be."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.base.errors import RuleError
from foundation.billing import hearing, tasks
from foundation.billing.models import EventState, ProviderEvent
from foundation.billing.providers import (
    CheckoutProvider,
    Forged,
    Unreachable,
    kept,
    provider_for,
)

from .cards import CARD


def take_event(*, body: bytes, signature: str, at: datetime) -> ProviderEvent:
    """Keep a message of the card provider, once, and act on it now if that can be done.

    Raises Forged for what the provider has not signed, Unreachable where none sends messages.
    """
    provider = provider_for(CARD)
    if not isinstance(provider, CheckoutProvider):
        raise Unreachable(CARD)
    event = provider.read_event(body, signature)
    try:
        number, kind = event["id"], event["type"]
        thing = kept(event["data"]["object"])
    except (KeyError, TypeError, AttributeError) as wrong:
        raise Forged(str(wrong)) from wrong
    row, created = ProviderEvent.objects.get_or_create(
        event_id=str(number)[:255],
        defaults={
            "kind": str(kind)[:100],
            "payload": thing,
            "received_at": at,
            # If we are killed meanwhile, the worker acts on it.
            "due_at": at + timedelta(minutes=1),
        },
    )
    if created:
        hearing.handle(row.pk)
        row.refresh_from_db()
    return row


@transaction.atomic
def act_again(*, event: ProviderEvent, at: datetime) -> ProviderEvent:
    """Staff: have a message acted on once more. Raises RuleError `acted_on`."""
    event = _open_event(event)
    event.state, event.attempts, event.due_at = EventState.RECEIVED, 0, at
    event.save(update_fields=["state", "attempts", "due_at"])
    tasks.handle_event.enqueue(event.pk)
    return event


@transaction.atomic
def seen_to(*, event: ProviderEvent, at: datetime, note: str = "") -> ProviderEvent:
    """Staff: somebody has seen to what a message says. Raises RuleError `acted_on`."""
    event = _open_event(event)
    event.state, event.handled_at = EventState.HANDLED, at
    event.error = f"{event.error} {note}".strip()[:300]
    event.save(update_fields=["state", "handled_at", "error"])
    return event


def _open_event(event: ProviderEvent) -> ProviderEvent:
    event = ProviderEvent.objects.select_for_update().get(pk=event.pk)
    if event.state == EventState.HANDLED:
        raise RuleError(_("It has been acted on already."), code="acted_on")
    return event
