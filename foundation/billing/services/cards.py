"""Payments by card: one open payment an account, and what its provider says about it."""

from django.db import transaction
from django.utils.translation import gettext as _
from payments import PaymentStatus

from foundation.base import clock
from foundation.base.errors import RuleError
from foundation.billing.ledger import outstanding, receive
from foundation.billing.models import Account, Payment


@transaction.atomic
def start_card_payment(
    *,
    account: Account,
    description: str,
    email: str,
    success_path: str,
    failure_path: str,
) -> Payment:
    """The open card payment of `account` for what it owes now; the same one for a second click.

    Raises RuleError `nothing_owed` when there is nothing to pay.
    """
    account = Account.objects.select_for_update().get(pk=account.pk)
    amount = outstanding(account)
    if amount <= 0:
        raise RuleError(_("There is nothing left to pay."), code="nothing_owed")
    waiting = Payment.objects.filter(
        account=account, status__in=[PaymentStatus.WAITING, PaymentStatus.INPUT]
    )
    payment = waiting.filter(total=amount).first()
    if payment:
        return payment
    waiting.update(status=PaymentStatus.ERROR, message="Replaced by a payment of another amount.")
    return Payment.objects.create(
        account=account,
        variant="card",
        description=description[:200],
        total=amount,
        currency=account.currency,
        billing_email=email,
        success_path=success_path,
        failure_path=failure_path,
    )


def hear_provider(*, payment: Payment) -> None:
    """Book what a provider reported about `payment`. It may say so twice."""
    if payment.status == PaymentStatus.CONFIRMED:
        receive(
            account=payment.account,
            amount=payment.total,
            key=f"payment:{payment.pk}",
            at=clock.now(),
            note=_("By card"),
        )
