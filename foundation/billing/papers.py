"""Invoices and credit notes as PDF."""

from decimal import Decimal

from foundation.base import moments, pdf
from foundation.base.money import round_money, show
from foundation.billing.models import Invoice, InvoiceKind, InvoiceLine


def invoice_pdf(invoice: Invoice) -> bytes:
    """The document as it was issued; the same row always prints the same."""
    currency = invoice.currency
    lines = list(invoice.lines.all())
    return pdf.render(
        "invoice",
        {
            "title": "Invoice" if invoice.kind == InvoiceKind.INVOICE else "Credit note",
            "number": invoice.number,
            "reference": invoice.account.reference,
            "reverses": invoice.reverses.number if invoice.reverses else "",
            "issued": moments.shown(invoice.issued_on, "UTC"),
            "due": moments.shown(invoice.due_on, "UTC"),
            "seller": invoice.seller,
            "buyer": invoice.buyer,
            "tax_number": invoice.buyer_tax_number,
            "terms": invoice.payment_terms if invoice.kind == InvoiceKind.INVOICE else "",
            "lines": [
                {
                    "description": line.description,
                    "quantity": str(line.quantity),
                    "price": show(line.price, currency),
                    "total": show(line.total, currency),
                }
                for line in lines
            ],
            "taxes": [
                {"rate": f"{rate.normalize():f} %", "amount": show(amount, currency)}
                for rate, amount in _taxes(lines, currency).items()
            ],
            "total": show(invoice.total, currency),
        },
    )


def _taxes(lines: list[InvoiceLine], currency: str) -> dict[Decimal, Decimal]:
    """What each rate comes to; prices include it."""
    return {
        line.tax_rate: sum(
            (
                round_money(row.total - row.total / (1 + row.tax_rate / 100), currency)
                for row in lines
                if row.tax_rate == line.tax_rate
            ),
            Decimal(0),
        )
        for line in lines
        if line.tax_rate
    }
