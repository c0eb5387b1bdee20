"""Card refunds and messages in the background, and the jobs that find what got lost."""

from contextlib import suppress
from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.tasks import task

from foundation.base import beat, clock
from foundation.billing import hearing, refunding
from foundation.billing.models import Payment, ProviderEvent, Refund, RefundState
from foundation.billing.providers import CheckoutProvider, Refused, Unreachable, provider_of

# A refund that is due this long has no task any more.
OVERDUE = timedelta(minutes=2)
# How long after the provider accepted a refund it is asked what became of it.
LOOK_AGAIN_AFTER = timedelta(hours=1)
# How often the provider is asked about a page that may be paid on: its message may be lost.
ASK_EVERY = timedelta(minutes=5)
MOST_AT_ONCE = 500


@task()
def send_refund(refund_id: int) -> str:
    """Have the provider give one refund back; if it cannot be reached, try again when it is due."""
    state = refunding.send(refund_id)
    if state == RefundState.ASKED:
        due_at = Refund.objects.values_list("due_at", flat=True).get(pk=refund_id)
        send_refund.using(run_after=clock.real_in(due_at - clock.now())).enqueue(refund_id)
    return state


@task()
def look_up_refund(refund_id: int) -> str:
    """Ask what became of a refund that the provider has accepted and did not finish at once."""
    return refunding.look_up(refund_id)


@task()
def handle_event(event_id: int) -> str:
    """Act on a message of the provider; nothing happens if that was done."""
    return hearing.handle(event_id)


@task()
def look_up_payment(payment_id: int) -> str:
    """Ask what became of a page that was opened for a payment."""
    return hearing.ask_about(payment_id)


@task()
def close_checkout(payment_id: int) -> str:
    """Have a page that is not wanted any more take no payment; whether it did we ask."""
    payment = Payment.objects.get(pk=payment_id)
    provider = provider_of(payment)
    if payment.is_open and isinstance(provider, CheckoutProvider):
        # Refused: it is paid, or over. Unreachable: it ends by itself.
        with suppress(Refused, Unreachable):
            provider.close_checkout(payment.transaction_id)
    return hearing.ask_about(payment_id)


@beat.every(minutes=1)
@transaction.atomic
def act_on_waiting_events() -> int:
    """Act on messages that could not be acted on when they came; returns how many."""
    now = clock.now()
    rows = ProviderEvent.objects.due(now).order_by("due_at").select_for_update(skip_locked=True)
    found = list(rows.values_list("pk", flat=True)[:MOST_AT_ONCE])
    # Not again before this try can have ended.
    ProviderEvent.objects.filter(pk__in=found).update(due_at=now + OVERDUE)
    for pk in found:
        handle_event.enqueue(pk)
    return len(found)


@beat.every(minutes=1)
@transaction.atomic
def look_up_open_payments() -> int:
    """Ask about pages nobody has told us the end of; returns how many."""
    now = clock.now()
    silent = Payment.objects.filter(is_open=True, looked_up_at__lte=now - ASK_EVERY)
    rows = silent.order_by("looked_up_at").select_for_update(skip_locked=True, of=["self"])
    found = list(rows.values_list("pk", flat=True)[:MOST_AT_ONCE])
    Payment.objects.filter(pk__in=found).update(looked_up_at=now)
    for pk in found:
        look_up_payment.enqueue(pk)
    return len(found)


@beat.every(minutes=1)
@transaction.atomic
def resend_lost_refunds() -> int:
    """Send again the refunds whose task or worker was lost; returns how many."""
    now = clock.now()
    lost = Refund.objects.lost(now - OVERDUE, now - refunding.LOST_AFTER)
    found = _claim(lost)
    Refund.objects.filter(pk__in=found).update(state=RefundState.ASKED, due_at=now)
    for pk in found:
        send_refund.enqueue(pk)
    return len(found)


@beat.every(minutes=10)
@transaction.atomic
def look_up_slow_refunds() -> int:
    """Ask the provider about refunds it accepted a while ago; returns how many. (Its message may
    have been lost.)"""
    now = clock.now()
    accepted = Refund.objects.filter(state=RefundState.SENDING, due_at__lte=now - LOOK_AGAIN_AFTER)
    found = _claim(accepted.exclude(provider_reference=""))
    Refund.objects.filter(pk__in=found).update(due_at=now)
    for pk in found:
        look_up_refund.enqueue(pk)
    return len(found)


def _claim(refunds: QuerySet[Refund]) -> list[int]:
    rows = refunds.order_by("due_at").select_for_update(skip_locked=True)
    return list(rows.values_list("pk", flat=True)[:MOST_AT_ONCE])
