"""What follows from a provider's word about a payment or a refund, whenever and in whatever order
it comes: by webhook, or because we asked.

The account is locked first. Whatever changes a payment holds that lock, so nobody needs another.
"""

import logging
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from payments import PaymentStatus

from foundation.base import clock
from foundation.base.money import show
from foundation.billing import refunding
from foundation.billing.disputes import TooEarly, hear_dispute
from foundation.billing.ledger import outstanding
from foundation.billing.models import (
    Account,
    EventState,
    Payment,
    ProviderEvent,
    Refund,
    RefundState,
    Way,
)
from foundation.billing.providers import (
    Answer,
    Checkout,
    CheckoutProvider,
    Outcome,
    Refused,
    Returned,
    Unreachable,
    checkout_of,
    dispute_of,
    provider_of,
    returned_of,
)

logger = logging.getLogger(__name__)

# Minutes until the next try; when they are used up, staff look.
RETRY_AFTER = (1, 5, 30, 120, 720)


def handle(event_id: int) -> str:
    """Act on a stored message, once; the state it is in afterwards. What fails is tried again."""
    try:
        with transaction.atomic():
            return _handle(event_id)
    except Exception as error:
        # Whatever it is, the message is kept, tried again, and shown to staff in the end.
        if not isinstance(error, TooEarly):
            logger.exception("The message %s could not be acted on.", event_id)
        return _put_off(event_id, error)


def _handle(event_id: int) -> str:
    event = ProviderEvent.objects.select_for_update().get(pk=event_id)
    if event.state != EventState.RECEIVED:
        return event.state
    event.payment = _payment_of(event)
    why = _act(event)
    event.state = EventState.FLAGGED if why else EventState.HANDLED
    event.error = why[:300]
    event.handled_at = None if why else clock.now()
    event.save(update_fields=["payment", "state", "error", "handled_at"])
    return event.state


@transaction.atomic
def _put_off(event_id: int, error: Exception) -> str:
    event = ProviderEvent.objects.select_for_update().get(pk=event_id)
    if event.state != EventState.RECEIVED:
        return event.state
    event.error = (str(error) or type(error).__name__)[:300]
    if event.attempts >= len(RETRY_AFTER):
        event.state = EventState.FLAGGED
    else:
        event.due_at = clock.now() + timedelta(minutes=RETRY_AFTER[event.attempts])
    event.attempts += 1
    event.save(update_fields=["state", "error", "attempts", "due_at"])
    return event.state


def _payment_of(event: ProviderEvent) -> Payment | None:
    if event.kind.startswith("checkout.session."):
        token = checkout_of(event.payload).token
        return Payment.objects.filter(token=token).first() if token else None
    intent = event.payload.get("payment_intent")
    return Payment.objects.filter(intent=intent).first() if intent else None


def _act(event: ProviderEvent) -> str:
    """Do what a message says; what staff have to know, or nothing."""
    if event.kind.startswith("checkout.session."):
        checkout = checkout_of(event.payload)
        if event.payment is None:
            return str(_("No payment of ours is known by this number.")) if checkout.token else ""
        failed = event.kind.endswith("async_payment_failed")
        return hear_checkout(event.payment.pk, checkout, failed=failed)
    if event.kind.startswith(("refund.", "charge.refund.")):
        return hear_returned(returned_of(event.payload), event.payment)
    if event.kind.startswith("charge.dispute."):
        return hear_dispute(event.kind, dispute_of(event.payload), event.payment)
    return ""


@transaction.atomic
def hear_checkout(payment_id: int, checkout: Checkout, *, failed: bool = False) -> str:
    """Write down what became of the page that asked for a payment; what staff have to know.

    What was paid is booked, no more and no less, whatever has happened to its payment since.
    """
    payment = _lock(payment_id)
    payment.transaction_id = payment.transaction_id or checkout.reference
    if checkout.outcome == Outcome.DONE:
        return _paid(payment, checkout)
    if failed or checkout.outcome == Outcome.CLOSED:
        payment.is_open = False
        payment.save()
        if payment.waits:
            said = _("The bank declined the payment.") if failed else _("It was not paid in time.")
            payment.change_status(
                PaymentStatus.REJECTED if failed else PaymentStatus.CANCELLED, said
            )
    return ""


def _lock(payment_id: int) -> Payment:
    account_id = Payment.objects.values_list("account_id", flat=True).get(pk=payment_id)
    Account.objects.select_for_update().get(pk=account_id)
    return Payment.objects.select_related("account").get(pk=payment_id)


def _paid(payment: Payment, checkout: Checkout) -> str:
    payment.is_open = False
    payment.intent = payment.intent or checkout.intent
    if payment.status == PaymentStatus.CONFIRMED:
        payment.save()
        return ""
    if checkout.currency != payment.currency:
        payment.save()
        return _("It was paid in %(paid)s instead of %(asked)s: nothing is booked.") % {
            "paid": checkout.currency,
            "asked": payment.currency,
        }
    if checkout.amount <= 0:
        payment.save()
        return _("It was called paid, and no amount was paid: nothing is booked.")
    payment.captured_amount = checkout.amount
    payment.save()
    # Tells the ledger, and the room that waits.
    payment.change_status(PaymentStatus.CONFIRMED)
    if checkout.amount == payment.total:
        return ""
    return _("%(paid)s was paid where %(asked)s was asked for: what was paid is booked.") % {
        "paid": show(checkout.amount, payment.currency),
        "asked": show(payment.total, payment.currency),
    }


def hear_returned(returned: Returned, payment: Payment | None) -> str:
    """Write down what became of a refund, ours or one made on Stripe's own pages."""
    keys = [returned.key, returned.key.rpartition("~")[0]]
    refund = Refund.objects.filter(key__in=[key for key in keys if key]).first()
    if refund is not None:
        return _ours(refund.pk, returned)
    if returned.outcome != Outcome.DONE:
        known = Refund.objects.filter(provider_reference=returned.reference).first()
        if known and returned.outcome == Outcome.CLOSED:
            refunding.fail(refund_id=known.pk, error=returned.error)
        return ""
    if payment is None:
        raise TooEarly(_("No payment of ours is known by this charge."))
    return _made_elsewhere(payment.pk, returned)


@transaction.atomic
def _ours(refund_id: int, returned: Returned) -> str:
    refund = refunding.lock(refund_id)
    now = clock.now()
    is_this_try = refund.provider_key == returned.key
    if refund.provider_reference != returned.reference and not (
        is_this_try or refund.state == RefundState.FAILED
    ):
        # An earlier try; it has been paid another way since, or is being tried again.
        late = _("A try that had failed has gone through after all: see what went back twice.")
        return str(late) if returned.outcome == Outcome.DONE else ""
    if returned.outcome == Outcome.CLOSED:
        refund.provider_reference = refund.provider_reference or returned.reference
        refund.save(update_fields=["provider_reference"])
        refunding.fail(refund_id=refund_id, error=returned.error)
    else:
        answer = Answer(returned.reference, is_done=returned.outcome == Outcome.DONE)
        refunding.hear(refund_id=refund_id, answer=answer, at=now)
    return ""


@transaction.atomic
def _made_elsewhere(payment_id: int, returned: Returned) -> str:
    """Somebody gave money back on Stripe's own pages: it is booked, and staff are told."""
    payment = _lock(payment_id)
    if Refund.objects.filter(provider_reference=returned.reference).exists():
        return ""
    if payment.status != PaymentStatus.CONFIRMED:
        raise TooEarly(_("The payment is not known as paid yet."))
    if returned.currency != payment.currency:
        return _("It went back in %(currency)s: nothing is booked.") % {
            "currency": returned.currency
        }
    refund = Refund.objects.create(
        account=payment.account,
        payment=payment,
        way=Way.CARD,
        amount=returned.amount,
        key=f"stripe:{returned.reference}"[:100],
        state=RefundState.SENDING,
        provider_reference=returned.reference,
        note=_("Paid back on Stripe's own pages"),
        asked_at=clock.now(),
        due_at=clock.now(),
    )
    refunding.finish(refund_id=refund.pk, at=clock.now())
    if outstanding(payment.account) > 0:
        return _("Given back on Stripe's own pages, and now owed again: cancel what it paid for.")
    return ""


def ask_about(payment_id: int) -> str:
    """Ask the provider what became of the page of a payment; the payment's status afterwards."""
    payment = Payment.objects.get(pk=payment_id)
    provider = provider_of(payment)
    if not (payment.is_open and payment.transaction_id and isinstance(provider, CheckoutProvider)):
        return str(payment.status)
    Payment.objects.filter(pk=payment_id).update(looked_up_at=clock.now())
    try:
        checkout = provider.ask_checkout(payment.transaction_id)
    except (Refused, Unreachable):
        return str(payment.status)
    why = hear_checkout(payment_id, checkout)
    if why:
        _tell_staff(payment_id, checkout, why)
    return str(Payment.objects.values_list("status", flat=True).get(pk=payment_id))


def _tell_staff(payment_id: int, checkout: Checkout, why: str) -> None:
    """What we found by asking lies where messages lie, for staff to see."""
    ProviderEvent.objects.get_or_create(
        event_id=f"asked:{checkout.reference}",
        defaults={
            "kind": "asked",
            "payload": {"id": checkout.reference},
            "payment_id": payment_id,
            "state": EventState.FLAGGED,
            "error": why[:300],
        },
    )
