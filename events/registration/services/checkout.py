"""Sending an order off, and what happens when its money comes in (domain 4.2)."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from events.registration import bills, tasks
from events.registration.models import Order, OrderState, PaymentMethod
from events.registration.services import contents, expiry, payback, proof, reckoning
from foundation.base.errors import RuleError
from foundation.base.money import show
from foundation.billing import services as billing
from foundation.billing.models import Account, Payment


@transaction.atomic
def place(
    *, order: Order, method: PaymentMethod, at: datetime, agreed: Decimal | None = None
) -> Order:
    """Send an order off. A second call changes nothing and returns the order as it is.

    `agreed` is the total its buyer has seen, if they were shown one: another is not charged.

    A free one is confirmed at once. By invoice it waits for the transfer and gets its invoice. By
    card it stays held until the provider reports the payment. One that has expired takes its
    places again. Raises RuleError `cancelled`, `incomplete`, `closed`, `not_on_sale`, `sold_out`,
    `total_changed` when it is not the one agreed to, and what `proof.prove` raises.
    """
    order = bills.lock(order)
    if order.state in {OrderState.PENDING, OrderState.PAID}:
        return order
    if order.state == OrderState.CANCELLED:
        raise RuleError(_("This order has been cancelled."), code="cancelled")
    if not (order.name and order.email):
        raise RuleError(_("Say who orders before you go on."), code="incomplete")
    if order.state == OrderState.EXPIRED:
        expiry.revive(order, at)
    proof.prove(order, at)
    check_agreed(order, agreed)
    order.placed_at = order.placed_at or at
    by_card = method == PaymentMethod.CARD
    paid_how = PaymentMethod.CARD if by_card else PaymentMethod.INVOICE
    order.method = PaymentMethod.FREE if order.is_free else paid_how
    if _charge(order, at):
        _await_payment(order, at)
    else:
        # Free, or paid while it could not be confirmed.
        reckoning.confirm(order, at)
        reckoning.flag(order)
    return order


def _charge(order: Order, at: datetime) -> bool:
    """Charge a locked order all it costs; whether there is something to pay. An invoice takes the
    place of a card payment that was begun."""
    if order.account is None and not order.is_free:
        # Nothing can have been begun or paid on an account that is opened here.
        bills.open_account(order, at)
        bills.charge_first(order, at)
        return True
    bills.charge(order, order.total, at)
    if order.account is None or order.is_free or not bills.owes(order):
        return False
    if order.method == PaymentMethod.INVOICE:
        billing.drop_card_payment(account=order.account, because="Paid by invoice.")
    return True


def check_agreed(order: Order, agreed: Decimal | None) -> None:
    """Raise RuleError `total_changed` unless the total is the one that was agreed to, if any was."""
    if agreed is not None and agreed != order.total:
        raise RuleError(
            _("The total has changed: it is %(total)s now. Look at it, and go on if you agree."),
            code="total_changed",
            params={"total": show(order.total, order.currency)},
        )


def _await_payment(order: Order, at: datetime) -> None:
    if order.method == PaymentMethod.INVOICE:
        order.state = OrderState.PENDING
        order.held_until = None
        order.pay_until = at + bills.PAYABLE
        tasks.mail_order_placed.enqueue(order.pk)
    else:
        order.held_until = max(order.held_until or at, at + contents.HOLD)
    order.save()


def switch_to_invoice(*, order: Order, at: datetime, agreed: Decimal | None = None) -> Order:
    """Pay by invoice after all, when the card did not work. Same refusals as `place`."""
    return place(order=order, method=PaymentMethod.INVOICE, at=at, agreed=agreed)


def pay_by_card(*, order: Order, at: datetime, agreed: Decimal | None = None) -> Payment:
    """The one open card payment of a placed order; the provider's form hangs on it.

    Two transactions: an order that turns out to be paid already stays confirmed. Raises what
    `place` raises, and RuleError `nothing_owed` when it has been paid, `no_cards` where none are
    taken.
    """
    if not billing.takes_cards():
        raise RuleError(_("Cards are not taken here: pay by invoice."), code="no_cards")
    order = place(order=order, method=PaymentMethod.CARD, at=at, agreed=agreed)
    if order.account is None:
        raise RuleError(_("There is nothing left to pay."), code="nothing_owed")
    address = [order.event.slug, order.code, order.secret]
    payment = billing.start_card_payment(
        account=order.account,
        description=_("%(event)s, order %(code)s")
        % {"event": order.event.name, "code": order.code},
        email=order.email,
        success_path=reverse("registration:order", args=address),
        failure_path=reverse("registration:pay", args=address) + "?declined=1",
        at=at,
    )
    if payment.expires_at is not None:
        _hold_until(order, payment.expires_at + contents.ANSWER)
    return payment


@transaction.atomic
def _hold_until(order: Order, moment: datetime) -> None:
    """Keep the places while the page of the card provider can be paid on."""
    order = bills.lock(order)
    if order.state == OrderState.HELD and (order.held_until or moment) < moment:
        order.held_until = moment
        order.save(update_fields=["held_until"])


@transaction.atomic
def mark_paid(
    *, order: Order, at: datetime, amount: Decimal | None = None, note: str = ""
) -> Order:
    """Staff: a transfer of `amount` (all that is owed unless told) has reached the bank.

    Raises RuleError `nothing_owed`, so a second click books nothing, and `not_possible` for an
    amount that is not positive.
    """
    order = bills.lock(order)
    if order.account is None:
        raise RuleError(_("Nothing has been charged for this order."), code="nothing_owed")
    owed = billing.outstanding(order.account)
    if amount is None and owed <= 0:
        raise RuleError(_("There is nothing left to pay."), code="nothing_owed")
    amount = owed if amount is None else amount
    if amount <= 0:
        raise RuleError(_("Enter an amount above zero."), code="not_possible")
    billing.receive(
        account=order.account,
        amount=amount,
        key=f"transfer:{order.account.pk}:{order.account.entries.count()}",
        at=at,
        note=note or _("By bank transfer"),
    )
    order.refresh_from_db()
    return order


def settle(account: Account, at: datetime) -> None:
    """The sums of an order's account have changed; billing calls this in its transaction.

    Money that comes after the half hour takes a place if there is one, else the order is flagged
    for refund, and its buyer told: never lost, never oversold (domain 4.2). A refund that goes
    buys no place for what is left, nor does money that came back to us because one failed.
    """
    order = bills.lock(Order.objects.get(account=account))
    if order.state == OrderState.EXPIRED and _has_come(account, order):
        _try_again(order, at)
    if order.state == OrderState.HELD:
        # Its buyer may have gone back to choose other tickets, or asked for more time, while the
        # bank still had the old payment.
        bills.charge(order, order.total, at)
    reckoning.reckon(order, at)
    payback.tell(order, at)


def _has_come(account: Account, order: Order) -> bool:
    """Whether a payment has just come, after which all that a lapsed order costs is there."""
    return (
        billing.is_newest_a_payment(account)
        and billing.outstanding(account) <= -order.total
        and not account.refunds.failed().exists()
    )


def _try_again(order: Order, at: datetime) -> None:
    """Give a lapsed order its places back if they are still free at the price that was paid."""
    paid_for = order.total
    try:
        with transaction.atomic():
            expiry.revive(order, at)
            if order.total != paid_for:
                raise RuleError(_("The price has risen since."), code="dearer")
            proof.prove(order, at)
            bills.charge(order, order.total, at)
    except RuleError:
        order.refresh_from_db()
