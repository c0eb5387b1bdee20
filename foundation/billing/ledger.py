"""The ledger. Every amount is added once, under a key, and never altered."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from foundation.base import written
from foundation.base.money import round_money
from foundation.billing import settlement
from foundation.billing.models import Account, Entry, EntryKind, on_its_way

# How the key ends of money that came back to us.
RETURNED = ":returned"


def open_account(*, purpose: str, reference: str, currency: str, at: datetime) -> Account:
    """A new, empty account; `reference` is what a payer writes on a transfer."""
    account = Account(purpose=purpose, reference=reference, currency=currency, created_at=at)
    written.insert(account)
    return account


def owed(account: Account) -> Decimal:
    """What the entries leave to be paid, in the account's currency; negative if we owe the payer."""
    return Account.objects.with_sums().get(pk=account.pk).owed


def outstanding(account: Account) -> Decimal:
    """What is still to be paid once the refunds under way have gone; negative if we owe more back.

    Money that was asked to go back counts as gone: it neither pays for anything nor goes twice.
    """
    row: Any = Account.objects.with_sums().annotate(refunding=on_its_way()).get(pk=account.pk)
    return Decimal(row.owed + row.refunding)


@transaction.atomic
def add_entry(
    *,
    account: Account,
    kind: EntryKind,
    amount: Decimal,
    key: str,
    at: datetime,
    note: str = "",
) -> bool:
    """Add `amount` (positive, in the account's currency) once; False if `key` was there already.

    Whether it raises or lowers what is owed follows from `kind`.
    """
    amount = round_money(abs(amount), account.currency)
    sign = 1 if kind in {EntryKind.CHARGE, EntryKind.REFUND} else -1
    # One writer per account, so that sums read after this are the sums that will be committed.
    Account.objects.select_for_update().get(pk=account.pk)
    entry, created = Entry.objects.get_or_create(
        key=key,
        defaults={
            "account": account,
            "kind": kind,
            "amount": sign * amount,
            "note": note[:200],
            "at": at,
        },
    )
    return created and entry.account_id == account.pk


def charge_first(
    *, account: Account, amount: Decimal, key: str, at: datetime, note: str = ""
) -> None:
    """The first charge of an account that this transaction has opened, under a `key` of its own.

    Nobody else knows the account yet: nothing is looked up, and nobody waits.
    """
    entry = Entry(
        account=account,
        kind=EntryKind.CHARGE,
        amount=round_money(amount, account.currency),
        key=key,
        note=note[:200],
        at=at,
    )
    written.insert(entry)


def received(*, account: Account, at: datetime) -> list[Entry]:
    """The payments of `account` that were booked for the moment `at`.

    Money that a refund or a dispute brought back to us is none.
    """
    rows = account.entries.filter(kind=EntryKind.PAYMENT, at=at)
    return list(rows.exclude(key__endswith=RETURNED))


def is_newest_a_payment(account: Account) -> bool:
    """Whether what was added last to a locked account is money of its payer.

    Money that a refund or a dispute brought back to us is none.
    """
    newest = account.entries.order_by("-pk").first()
    return (
        newest is not None
        and newest.kind == EntryKind.PAYMENT
        and not newest.key.endswith(RETURNED)
    )


@transaction.atomic
def receive(*, account: Account, amount: Decimal, key: str, at: datetime, note: str = "") -> bool:
    """Book money that came in and tell the room that waits for it. False if booked before."""
    added = add_entry(
        account=account,
        kind=EntryKind.PAYMENT,
        amount=amount,
        key=key,
        at=at,
        note=note,
    )
    if added:
        settlement.announce(account, at)
    return added
