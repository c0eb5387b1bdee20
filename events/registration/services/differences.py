"""The difference of a change: how it is paid, and what becomes of the change if it is not."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from events.registration import bills, tasks
from events.registration.models import Change, ChangeState, Order, PaymentMethod
from events.registration.services import agreed, reckoning
from events.registration.services.contents import ANSWER, HOLD
from foundation.base import beat, clock
from foundation.base.errors import RuleError
from foundation.billing import services as billing
from foundation.billing.models import Payment


@transaction.atomic
def wait_for_transfer(*, order: Order, at: datetime) -> Order:
    """Hold the places of a waiting change for two weeks, while its difference is transferred.

    Raises RuleError `nothing_owed` when no change waits.
    """
    order = bills.lock(order)
    change = agreed.waiting_of(order)
    if change is None:
        raise RuleError(_("There is nothing left to pay."), code="nothing_owed")
    until = at + bills.PAYABLE
    if order.event.changes_until is not None:
        until = min(until, order.event.changes_until)
    _hold_until(change, until, PaymentMethod.INVOICE)
    return order


@transaction.atomic
def pay_by_card(*, order: Order, at: datetime) -> Payment:
    """The open card payment of the difference that an order waits for; its places are held on.

    Raises RuleError `nothing_owed` when no change waits, or when it has been paid.
    """
    order = bills.lock(order)
    change = agreed.waiting_of(order)
    if change is None or order.account is None:
        raise RuleError(_("There is nothing left to pay."), code="nothing_owed")
    _hold_until(change, at + HOLD, PaymentMethod.CARD)
    address = [order.event.slug, order.code, order.secret]
    payment = billing.start_card_payment(
        account=order.account,
        description=_("%(event)s, change of order %(code)s")
        % {"event": order.event.name, "code": order.code},
        email=order.email,
        success_path=reverse("registration:order", args=address),
        failure_path=reverse("registration:difference", args=address) + "?declined=1",
        at=at,
    )
    if payment.expires_at is not None:
        # The page of the card provider may be paid on for a little longer.
        _hold_until(change, payment.expires_at + ANSWER, PaymentMethod.CARD)
    return payment


def _hold_until(change: Change, until: datetime, method: PaymentMethod) -> None:
    """Keep the places of a waiting change at least until then; `method` is how it is paid."""
    change.waits_until = max(change.waits_until or until, until)
    change.save(update_fields=["waits_until"])
    if change.order.method == PaymentMethod.FREE:
        Order.objects.filter(pk=change.order_id).update(method=method)


@transaction.atomic
def withdraw(*, order: Order, at: datetime) -> Order:
    """The owner gives up a change that waits for payment. A second call changes nothing.

    Raises RuleError `part_paid` when a part of it has been paid: it goes on or lapses. What is on
    its way back to the owner is no part of it.
    """
    order = bills.lock(order)
    change = agreed.waiting_of(order)
    if change is not None:
        due = billing.outstanding(order.account) if order.account else change.difference
        if due < change.difference:
            raise RuleError(
                _("A part has been paid. Pay the rest, or write to us."), code="part_paid"
            )
        agreed.take_back(order, change, ChangeState.WITHDRAWN, at)
        reckoning.flag(order)
    return order


@beat.every(seconds=30)
def release_lapsed_changes() -> int:
    """Take back the changes whose time to pay is over; returns how many."""
    return release(clock.now())


def release(at: datetime) -> int:
    """Take back every change that waited until `at` in vain, each in its own transaction."""
    lapsed = Change.objects.lapsed(at).order_by("waits_until").values_list("pk", "order")
    return sum(_release(pk, order, at) for pk, order in lapsed[:1000])


@transaction.atomic
def _release(pk: int, order_pk: int, at: datetime) -> bool:
    order = bills.lock(Order.objects.get(pk=order_pk))
    # It may have been paid since the list was made.
    change = Change.objects.lapsed(at).filter(pk=pk).first()
    if change is None:
        return False
    agreed.take_back(order, change, ChangeState.LAPSED, at)
    # A part that was paid is to go back.
    reckoning.flag(order)
    tasks.mail_change_lapsed.enqueue(order.pk, change.pk)
    return True
