"""Payments by card: one open payment an account, and what its provider says about it."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from payments import PaymentStatus, RedirectNeeded

from foundation.base import clock
from foundation.base.errors import RuleError
from foundation.billing import hearing, tasks
from foundation.billing.ledger import outstanding, receive
from foundation.billing.models import Account, Payment
from foundation.billing.providers import (
    CheckoutProvider,
    Refused,
    Unreachable,
    provider_for,
    provider_of,
)

CARD = "card"
# Stripe keeps a page open for half an hour at least, counted from when it is asked for it.
SHORTEST = timedelta(minutes=30)
# What asking may take, and what must be left for a page to be worth going to.
SLACK = timedelta(minutes=2)
# Who reloads the page that waits for the bank does not make us ask each time.
ASK_AGAIN_AFTER = timedelta(seconds=3)


def takes_cards() -> bool:
    """Whether a card provider is set up."""
    return CARD in settings.PAYMENT_VARIANTS


@transaction.atomic
def start_card_payment(
    *,
    account: Account,
    description: str,
    email: str,
    success_path: str,
    failure_path: str,
    at: datetime,
) -> Payment:
    """The open card payment of `account` for what it owes now; the same one for a second click.

    One whose page will soon close, or that asks for another amount, is replaced. Raises RuleError
    `no_cards` where no provider is set up, `nothing_owed` when there is nothing to pay.
    """
    if not takes_cards():
        raise RuleError(_("Cards are not taken here: pay by invoice."), code="no_cards")
    account = Account.objects.select_for_update().get(pk=account.pk)
    amount = outstanding(account)
    if amount <= 0:
        raise RuleError(_("There is nothing left to pay."), code="nothing_owed")
    payment = Payment.objects.waiting().filter(account=account).first()
    if payment and payment.total == amount and _is_good_for_a_while(payment, at):
        return payment
    if payment:
        drop_card_payment(account=account, because="Replaced by another payment.")
    is_elsewhere = isinstance(provider_for(CARD), CheckoutProvider)
    return Payment.objects.create(
        account=account,
        variant=CARD,
        description=description[:200],
        total=amount,
        currency=account.currency,
        billing_email=email,
        success_path=success_path,
        failure_path=failure_path,
        expires_at=at + SHORTEST + SLACK if is_elsewhere else None,
    )


def _is_good_for_a_while(payment: Payment, at: datetime) -> bool:
    if payment.expires_at is None:
        return True
    needed = timedelta(0) if payment.transaction_id else SHORTEST
    return payment.expires_at > at + needed + SLACK / 2


@transaction.atomic
def drop_card_payment(*, account: Account, because: str) -> None:
    """Stop waiting for the card payment of `account`, if there is one, and close its page.

    What is paid on it all the same is booked when we hear of it.
    """
    account = Account.objects.select_for_update().get(pk=account.pk)
    payment = Payment.objects.waiting().filter(account=account).first()
    if payment is None:
        return
    payment.status, payment.message = PaymentStatus.CANCELLED, because
    payment.save(update_fields=["status", "message"])
    if payment.is_open:
        tasks.close_checkout.enqueue(payment.pk)


def card_form(*, payment: Payment, data: Any, at: datetime) -> tuple[Any, str]:
    """What the buyer is asked for `payment`: a form, or (with None) the address of a page.

    No lock is held while a provider elsewhere is asked. Raises RuleError `no_answer` when it does
    not answer, or refuses.
    """
    provider = provider_of(payment)
    if isinstance(provider, CheckoutProvider):
        return None, _page_of(payment, provider)
    with transaction.atomic():
        # A second click waits here, and then finds the payment answered.
        Account.objects.select_for_update().get(pk=payment.account_id)
        payment = Payment.objects.get(pk=payment.pk)
        if not payment.waits:
            return None, payment.get_success_url()
        # (The answer is an exception, which must not reach the transaction that books it.)
        try:
            return payment.get_form(data=data), ""
        except RedirectNeeded as onward:
            return None, str(onward)


def _page_of(payment: Payment, provider: CheckoutProvider) -> str:
    if payment.transaction_id:
        return str(payment.attrs.url)
    try:
        reference, url = provider.open_checkout(payment)
    except (Refused, Unreachable) as silence:
        Payment.objects.filter(pk=payment.pk).update(message=str(silence)[:300])
        raise RuleError(
            _("The card service does not answer. Try again in a minute, or pay by invoice."),
            code="no_answer",
        ) from silence
    with transaction.atomic():
        Account.objects.select_for_update().get(pk=payment.account_id)
        payment = Payment.objects.get(pk=payment.pk)
        if not payment.transaction_id:
            payment.transaction_id, payment.is_open = (
                reference,
                payment.status != PaymentStatus.CONFIRMED,
            )
            payment.looked_up_at = clock.now()
            payment.attrs.url = url
            payment.save()
        if not payment.waits:
            tasks.close_checkout.enqueue(payment.pk)
    return url


def back_from_card(*, payment: Payment, at: datetime) -> Payment:
    """The buyer is back from the provider's page: the payment, asked about if we do not know."""
    asked = payment.looked_up_at
    if payment.is_open and (asked is None or asked <= at - ASK_AGAIN_AFTER):
        hearing.ask_about(payment.pk)
        payment.refresh_from_db()
    return payment


def hear_provider(*, payment: Payment) -> None:
    """Book what a provider reported about `payment`. It may say so twice."""
    if payment.status == PaymentStatus.CONFIRMED:
        receive(
            account=payment.account,
            # A provider that captures everything need not say how much that was.
            amount=Decimal(payment.captured_amount) or payment.total,
            key=f"payment:{payment.pk}",
            at=clock.now(),
            note=_("By card"),
        )
