"""Invoices and credit notes as PDF."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from foundation.base import moments, pdf
from foundation.base.money import number, show
from foundation.billing.models import Invoice, InvoiceKind, InvoiceLine


def invoice_pdf(invoice: Invoice) -> bytes:
    """The document as it was issued; the same row always prints the same."""
    currency = invoice.currency
    lines = list(invoice.lines.all())
    is_invoice = invoice.kind == InvoiceKind.INVOICE
    return pdf.render(
        "invoice",
        {
            "title": "Invoice" if is_invoice else "Credit note",
            "number": invoice.number,
            "reference": invoice.account.reference,
            "reverses": invoice.reverses.number if invoice.reverses else "",
            "issued": moments.shown(invoice.issued_on, "UTC"),
            "due": moments.shown(invoice.due_on, "UTC"),
            "seller": invoice.seller,
            "seller_tax_number": invoice.seller_tax_number,
            "buyer": invoice.buyer,
            "tax_number": invoice.buyer_tax_number,
            "purchase_order": invoice.buyer_reference,
            "terms": invoice.payment_terms if is_invoice else "",
            "currency": currency,
            "is_taxed": any(line.tax for line in lines),
            "lines": [_line(line, currency) for line in lines],
            "taxes": _taxes(lines, currency),
            "net": number(sum((line.net for line in lines), Decimal(0)), currency),
            "texts": list(dict.fromkeys(line.tax_text for line in lines if line.tax_text)),
            "total": show(invoice.total, currency),
        },
    )


def _line(line: InvoiceLine, currency: str) -> dict[str, str]:
    each = line.net / line.quantity if line.quantity else line.net
    return {
        "description": line.description,
        "quantity": str(line.quantity),
        "price": number(each, currency),
        "rate": _percent(line.tax_rate),
        "net": number(line.net, currency),
        "tax": number(line.tax, currency),
        "total": number(line.total, currency),
    }


def _taxes(lines: Iterable[InvoiceLine], currency: str) -> list[dict[str, Any]]:
    """What each tax comes to: the sum of what its lines say, so that nothing is rounded twice."""
    found: dict[tuple[str, Decimal], list[InvoiceLine]] = {}
    for line in lines:
        found.setdefault((line.tax_label or "Tax", line.tax_rate), []).append(line)
    return [
        {
            "rate": f"{label} {_percent(rate)}",
            "net": number(sum((line.net for line in of), Decimal(0)), currency),
            "amount": number(sum((line.tax for line in of), Decimal(0)), currency),
        }
        for (label, rate), of in found.items()
        if rate or any(line.tax_text for line in of)
    ]


def _percent(rate: Decimal) -> str:
    return f"{rate.normalize():f} %"
