"""Giving money back: what was paid by card goes back to the card, the rest by transfer."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q, Sum
from django.utils.translation import gettext as _
from payments import PaymentStatus

from foundation.base.errors import RuleError
from foundation.base.money import round_money
from foundation.billing import refunding, tasks
from foundation.billing.ledger import outstanding
from foundation.billing.models import IN_FLIGHT, Account, Payment, Refund, RefundState, Way


@transaction.atomic
def give_back(
    *, account: Account, amount: Decimal, key: str, at: datetime, note: str = "", by: Any = None
) -> list[Refund]:
    """Have `amount` (in the account's currency) go back to who paid; the refunds it is split into.

    The newest card payments get theirs back first, none more than it brought; what remains is for
    staff to transfer. The ledger has the refunds when the money has gone. The same `key` returns
    the same refunds, whatever is asked the second time.

    Raises RuleError `not_possible` for an amount that is not positive, `nothing_owed` when there
    is nothing to give back that is not under way, `too_much` for more than that.
    """
    account, known = _open(account, key)
    if known:
        return known
    amount = round_money(amount, account.currency)
    _check(account, amount)
    return _split(account, amount, key, {"note": note[:200], "asked_by": by, "asked_at": at})


def _open(account: Account, key: str) -> tuple[Account, list[Refund]]:
    """The account, locked: one reader of its sums at a time. And what `key` asked for before."""
    account = Account.objects.select_for_update().get(pk=account.pk)
    parts = account.refunds.filter(key__startswith=f"{key}/").order_by("pk")
    return account, [part for part in parts if part.key.rpartition("/")[0] == key]


def _check(account: Account, amount: Decimal) -> None:
    open_ = -outstanding(account)
    if open_ <= 0:
        raise RuleError(
            _("There is nothing to give back that is not on its way already."), code="nothing_owed"
        )
    if amount <= 0:
        raise RuleError(_("Enter an amount above zero."), code="not_possible")
    if amount > open_:
        raise RuleError(_("This is more than we owe: nothing was done."), code="too_much")


def _split(account: Account, amount: Decimal, key: str, facts: dict[str, Any]) -> list[Refund]:
    rest = amount
    refunds: list[Refund] = []
    for payment, left in _refundable(account):
        part = min(rest, left)
        if part <= 0:
            break
        rest -= part
        refunds.append(_ask(account, payment, part, f"{key}/{len(refunds) + 1}", facts))
    if rest > 0:
        refunds.append(_ask(account, None, rest, f"{key}/{len(refunds) + 1}", facts))
    return refunds


def _refundable(account: Account) -> list[tuple[Payment, Decimal]]:
    """The account's card payments with what is left of each, newest first."""
    gone = Sum("refunds__amount", filter=Q(refunds__state__in=[*IN_FLIGHT, RefundState.DONE]))
    payments = account.payments.filter(
        status=PaymentStatus.CONFIRMED, variant__in=settings.PAYMENT_VARIANTS
    )
    rows = payments.annotate(gone=gone).order_by("-pk")
    left = [(row, row.captured_amount - (row.gone or 0)) for row in rows]
    return [(row, amount) for row, amount in left if amount > 0]


def _ask(
    account: Account, payment: Payment | None, amount: Decimal, key: str, facts: dict[str, Any]
) -> Refund:
    refund = Refund.objects.create(
        account=account,
        payment=payment,
        way=Way.CARD if payment else Way.TRANSFER,
        amount=amount,
        key=key,
        due_at=facts["asked_at"],
        **facts,
    )
    if payment:
        tasks.send_refund.enqueue(refund.pk)
    return refund


@transaction.atomic
def record_transfer(
    *, account: Account, amount: Decimal, key: str, at: datetime, note: str = "", by: Any = None
) -> Refund:
    """Staff: `amount` has been transferred back already. It is booked at once, once a `key`.

    Raises what `give_back` raises.
    """
    account, known = _open(account, key)
    if known:
        return known[0]
    amount = round_money(amount, account.currency)
    _check(account, amount)
    facts = {"note": note[:200], "asked_by": by, "asked_at": at}
    refund = _ask(account, None, amount, f"{key}/1", facts)
    refunding.finish(refund_id=refund.pk, at=at)
    refund.refresh_from_db()
    return refund


@transaction.atomic
def mark_transferred(*, refund: Refund, at: datetime) -> Refund:
    """Staff: the transfer of `refund` has been made. A second call changes nothing.

    Raises RuleError `not_a_transfer`, and `withdrawn` when it is not to be paid any more.
    """
    refund = refunding.lock(refund.pk)
    if refund.way != Way.TRANSFER:
        raise RuleError(_("It goes back to the card by itself."), code="not_a_transfer")
    if refund.state not in {RefundState.ASKED, RefundState.DONE}:
        raise RuleError(_("It is not to be paid any more."), code="withdrawn")
    refunding.finish(refund_id=refund.pk, at=at)
    refund.refresh_from_db()
    return refund


@transaction.atomic
def try_again(*, refund: Refund, at: datetime) -> Refund:
    """Staff: have the card provider try a refund again that it refused.

    Raises RuleError `not_failed`, and what `give_back` raises if it is not owed any more.
    """
    refund = _failed(refund)
    _check(refund.account, refund.amount)
    refund.state, refund.attempts, refund.due_at = RefundState.ASKED, 0, at
    refund.provider_reference = ""
    refund.save(update_fields=["state", "attempts", "due_at", "provider_reference"])
    tasks.send_refund.enqueue(refund.pk)
    return refund


@transaction.atomic
def transfer_instead(*, refund: Refund, at: datetime, payee: str = "", by: Any = None) -> Refund:
    """Staff: pay by transfer what the card provider refused; the refund that is to be transferred.

    Raises RuleError `not_failed`, and what `give_back` raises if it is not owed any more.
    """
    refund = _failed(refund)
    _check(refund.account, refund.amount)
    refund.state = RefundState.WITHDRAWN
    refund.save(update_fields=["state"])
    facts = {"note": refund.note, "asked_by": by, "asked_at": at, "payee": payee[:500]}
    return _ask(refund.account, None, refund.amount, f"{refund.key}/t{refund.refusals}", facts)


def _failed(refund: Refund) -> Refund:
    refund = refunding.lock(refund.pk)
    if refund.state != RefundState.FAILED:
        raise RuleError(_("It did not fail, or somebody has seen to it."), code="not_failed")
    return refund


@transaction.atomic
def withdraw(*, refund: Refund, at: datetime, because: str) -> Refund:
    """Staff: this is not to be paid back (any more). Money that is on its way cannot be stopped.

    Raises RuleError `under_way` once the provider was asked or the money has gone.
    """
    refund = refunding.lock(refund.pk)
    was_sent = refund.way == Way.CARD and refund.attempts > 0
    can = refund.state == RefundState.ASKED and not was_sent
    if not (can or refund.state == RefundState.FAILED):
        raise RuleError(_("It is on its way, or done already."), code="under_way")
    refund.state, refund.error = RefundState.WITHDRAWN, because[:300]
    refund.save(update_fields=["state", "error"])
    return refund
