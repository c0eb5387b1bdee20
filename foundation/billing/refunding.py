"""Giving money back, step by step: taken up, sent to the provider, booked when it has gone.

Every step locks the account, then the refund. The ledger entry and the state change together, so
a step that is repeated after a crash finds it done.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from foundation.base import clock
from foundation.billing import settlement
from foundation.billing.ledger import RETURNED, add_entry
from foundation.billing.models import Account, EntryKind, Refund, RefundState, Way
from foundation.billing.providers import Answer, Refused, Unreachable, provider_of

# Minutes until the next try when the provider cannot be reached; the last one is repeated.
RETRY_AFTER = (1, 5, 30, 120, 720)
# A worker that took a refund up this long ago was killed. The provider knows the key: a second
# try while the first still runs gives nothing twice.
LOST_AFTER = timedelta(minutes=10)


def lock(refund_id: int) -> Refund:
    """The refund as it is now, locked until the transaction ends, after its account."""
    account_id = Refund.objects.values_list("account_id", flat=True).get(pk=refund_id)
    Account.objects.select_for_update().get(pk=account_id)
    rows = Refund.objects.select_related("account", "payment").select_for_update(of=["self"])
    return rows.get(pk=refund_id)


def send(refund_id: int) -> str:
    """Have the provider give the money of a card refund back; the state it is in afterwards.

    Whoever comes second finds it taken up and leaves it alone.
    """
    refund = _take_up(refund_id)
    if refund is None or refund.payment is None:
        return "not asked"
    try:
        answer = provider_of(refund.payment).give_back(
            refund.payment, refund.amount, key=refund.provider_key
        )
    except Refused as refused:
        return fail(refund_id=refund_id, error=str(refused))
    except Unreachable as silence:
        return wait(refund_id=refund_id, error=str(silence))
    return hear(refund_id=refund_id, answer=answer, at=clock.now())


@transaction.atomic
def _take_up(refund_id: int) -> Refund | None:
    waiting = Refund.objects.filter(pk=refund_id, way=Way.CARD, state=RefundState.ASKED)
    now = clock.now()
    if not waiting.update(state=RefundState.SENDING, attempts=F("attempts") + 1, due_at=now):
        return None
    return Refund.objects.select_related("account", "payment").get(pk=refund_id)


def look_up(refund_id: int) -> str:
    """Ask the provider what became of a refund it has accepted."""
    refund = Refund.objects.select_related("payment").get(pk=refund_id)
    if refund.payment is None or not refund.provider_reference:
        return "not sent"
    try:
        answer = provider_of(refund.payment).look_up(refund.provider_reference)
    except Refused as refused:
        return fail(refund_id=refund_id, error=str(refused))
    except Unreachable:
        return refund.state
    return hear(refund_id=refund_id, answer=answer, at=clock.now())


@transaction.atomic
def hear(*, refund_id: int, answer: Answer, at: datetime) -> str:
    """Write down what the provider says: it has accepted the refund, or the money has gone."""
    refund = lock(refund_id)
    if refund.state in {RefundState.DONE, RefundState.WITHDRAWN}:
        return refund.state
    if refund.state == RefundState.FAILED and refund.provider_reference == answer.reference:
        # That it failed is the provider's last word about it; this one was overtaken.
        return refund.state
    refund.provider_reference = answer.reference
    refund.state, refund.error, refund.due_at = RefundState.SENDING, "", at
    refund.save(update_fields=["provider_reference", "state", "error", "due_at"])
    return finish(refund_id=refund_id, at=at) if answer.is_done else refund.state


@transaction.atomic
def finish(*, refund_id: int, at: datetime) -> str:
    """The money has gone: book it, once, and tell the room that opened the account."""
    refund = lock(refund_id)
    if refund.state == RefundState.DONE:
        return refund.state
    refund.state, refund.done_at, refund.error = RefundState.DONE, at, ""
    refund.save(update_fields=["state", "done_at", "error"])
    paid_back = _("Paid back by card") if refund.way == Way.CARD else _("Paid back")
    add_entry(
        account=refund.account,
        kind=EntryKind.REFUND,
        amount=refund.amount,
        key=_entry_key(refund),
        at=at,
        note=refund.note or paid_back,
    )
    settlement.announce(refund.account, at)
    return refund.state


@transaction.atomic
def fail(*, refund_id: int, error: str) -> str:
    """The provider will not do it: staff decide how the money goes back.

    Money that it returned to us after it had said that it was gone is booked as paid in again.
    """
    refund = lock(refund_id)
    if refund.state in {RefundState.FAILED, RefundState.WITHDRAWN}:
        return refund.state
    was_done = refund.state == RefundState.DONE
    refund.state = RefundState.FAILED
    refund.error = (error or _("The provider did not say why."))[:300]
    refund.refusals += 1
    refund.save(update_fields=["state", "error", "refusals"])
    if was_done:
        at = clock.now()
        add_entry(
            account=refund.account,
            kind=EntryKind.PAYMENT,
            amount=refund.amount,
            key=_entry_key(refund) + RETURNED,
            at=at,
            note=_("The refund did not arrive and came back"),
        )
        settlement.announce(refund.account, at)
    return refund.state


@transaction.atomic
def wait(*, refund_id: int, error: str) -> str:
    """Nobody knows whether the provider did it: it is asked again, later and later."""
    refund = lock(refund_id)
    if refund.state == RefundState.SENDING and not refund.provider_reference:
        minutes = RETRY_AFTER[min(refund.attempts, len(RETRY_AFTER)) - 1]
        refund.state, refund.error = RefundState.ASKED, error[:300]
        refund.due_at = clock.now() + timedelta(minutes=minutes)
        refund.save(update_fields=["state", "error", "due_at"])
    return refund.state


def _entry_key(refund: Refund) -> str:
    return f"refund:{refund.pk}:{refund.refusals}"
