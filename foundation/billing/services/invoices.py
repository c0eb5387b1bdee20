"""Invoices and credit notes: issued once, numbered without holes, never edited."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction

from foundation.base import zones
from foundation.base.models import Foundation
from foundation.base.money import tax_in
from foundation.billing.models import (
    Account,
    Invoice,
    InvoiceKind,
    InvoiceLine,
    NumberSequence,
)

PAYABLE_DAYS = 30


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
    buyer_country: str = "",
    buyer_reference: str = "",
) -> Invoice:
    """Issue the invoice for `lines` (unsaved) of `account`; payable in 30 days unless told.

    Prices and totals of the lines contain their tax; a line that does not say how much has it
    reckoned from its price and rate. Seller and buyer are kept as they are now (domain 4.2,
    Invoices). `buyer_country` is ISO 3166, `buyer_reference` the buyer's purchase order.
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
        seller_tax_number=seller.tax_number,
        buyer=buyer,
        buyer_email=buyer_email,
        buyer_tax_number=buyer_tax_number,
        buyer_country=buyer_country,
        buyer_reference=buyer_reference,
        currency=account.currency,
        total=sum((line.total for line in lines), Decimal(0)),
        payment_terms=seller.bank_details,
        created_at=at,
    )
    _add_lines(invoice, lines)
    return invoice


def _add_lines(invoice: Invoice, lines: list[InvoiceLine]) -> None:
    for line in lines:
        line.invoice = invoice
        if line.tax_rate and not line.tax:
            each = tax_in(Decimal(line.price), Decimal(line.tax_rate), invoice.currency)
            line.tax = each * line.quantity
    InvoiceLine.objects.bulk_create(lines)


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
        seller_tax_number=invoice.seller_tax_number,
        buyer_tax_number=invoice.buyer_tax_number,
        buyer_country=invoice.buyer_country,
        buyer_reference=invoice.buyer_reference,
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
            tax=-line.tax,
            tax_label=line.tax_label,
            tax_treatment=line.tax_treatment,
            tax_text=line.tax_text,
            total=-line.total,
        )
        for line in invoice.lines.all()
    )
    return note
