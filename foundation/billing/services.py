"""Changes to the ledger. Every amount is added once, under a key, and never altered."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _
from payments import PaymentStatus

from foundation.base import clock, zones
from foundation.base.errors import RuleError
from foundation.base.models import Foundation
from foundation.base.money import round_money
from foundation.billing import settlement
from foundation.billing.models import (
    Account,
    Entry,
    EntryKind,
    Invoice,
    InvoiceKind,
    InvoiceLine,
    NumberSequence,
    Payment,
)

PAYABLE_DAYS = 30


def open_account(*, purpose: str, reference: str, currency: str, at: datetime) -> Account:
    """A new, empty account; `reference` is what a payer writes on a transfer."""
    return Account.objects.create(
        purpose=purpose, reference=reference, currency=currency, created_at=at
    )


def owed(account: Account) -> Decimal:
    """What is still to be paid, in the account's currency; negative if we owe the payer."""
    return Account.objects.with_sums().get(pk=account.pk).owed


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
    amount = owed(account)
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


@transaction.atomic
def next_number(*, prefix: str, year: int) -> str:
    """The next number of a sequence, such as INV-2022-00017.

    The row stays locked until the transaction ends, so a rollback leaves no hole.
    """
    NumberSequence.objects.get_or_create(prefix=prefix, year=year)
    sequence = NumberSequence.objects.select_for_update().get(prefix=prefix, year=year)
    sequence.last += 1
    sequence.save(update_fields=["last"])
    return f"{prefix}-{year}-{sequence.last:05}"


@transaction.atomic
def issue_invoice(
    *,
    account: Account,
    lines: list[InvoiceLine],
    buyer: str,
    buyer_email: str,
    at: datetime,
    due_on: date | None = None,
    buyer_tax_number: str = "",
) -> Invoice:
    """Issue the invoice for `lines` (unsaved) of `account`; payable in 30 days unless told.

    Seller and buyer are kept as they are now (domain 4.2, Invoices).
    """
    seller = Foundation.objects.get()
    issued_on = zones.day(at, seller.zone)
    invoice = Invoice.objects.create(
        number=next_number(prefix="INV", year=issued_on.year),
        kind=InvoiceKind.INVOICE,
        account=account,
        issued_on=issued_on,
        due_on=due_on or issued_on + timedelta(days=PAYABLE_DAYS),
        seller=f"{seller.legal_name}\n{seller.address}",
        buyer=buyer,
        buyer_email=buyer_email,
        buyer_tax_number=buyer_tax_number,
        currency=account.currency,
        total=sum((line.total for line in lines), Decimal(0)),
        payment_terms=seller.bank_details,
        created_at=at,
    )
    for line in lines:
        line.invoice = invoice
    InvoiceLine.objects.bulk_create(lines)
    return invoice


@transaction.atomic
def reverse_open_invoices(*, account: Account, at: datetime) -> list[Invoice]:
    """Write a credit note for every invoice of `account` that has none; they are never edited."""
    open_ones = account.invoices.filter(kind=InvoiceKind.INVOICE, reversed_by=None)
    return [_credit_note(invoice, at) for invoice in open_ones.prefetch_related("lines")]


def _credit_note(invoice: Invoice, at: datetime) -> Invoice:
    issued_on = zones.day(at, Foundation.objects.get().zone)
    note = Invoice.objects.create(
        number=next_number(prefix="CN", year=issued_on.year),
        kind=InvoiceKind.CREDIT_NOTE,
        account_id=invoice.account_id,
        reverses=invoice,
        issued_on=issued_on,
        due_on=issued_on,
        seller=invoice.seller,
        buyer=invoice.buyer,
        buyer_email=invoice.buyer_email,
        buyer_tax_number=invoice.buyer_tax_number,
        currency=invoice.currency,
        total=-invoice.total,
        created_at=at,
    )
    InvoiceLine.objects.bulk_create(
        InvoiceLine(
            invoice=note,
            description=line.description,
            quantity=line.quantity,
            price=-line.price,
            tax_rate=line.tax_rate,
            total=-line.total,
        )
        for line in invoice.lines.all()
    )
    return note
