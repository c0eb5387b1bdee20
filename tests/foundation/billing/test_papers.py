from decimal import Decimal

import pytest

from foundation.base import pdf
from foundation.billing import papers, services
from foundation.billing.models import InvoiceLine
from tests.factories.orders import make_foundation

pytestmark = pytest.mark.django_db


@pytest.fixture
def printed(monkeypatch):
    """What was handed to the printer; the PDF is made all the same."""
    seen = {}
    real = pdf.render

    def render(template, data):
        seen.update(data)
        return real(template, data)

    monkeypatch.setattr(pdf, "render", render)
    return seen


def make_invoice(at, buyer="Ada"):
    make_foundation()
    account = services.open_account(purpose="test", reference="ORDER1", currency="EUR", at=at)
    lines = [
        InvoiceLine(description="Pass", quantity=2, price=119, total=238, tax_rate=Decimal(19)),
        InvoiceLine(description="Book", quantity=1, price=107, total=107, tax_rate=Decimal(7)),
    ]
    return services.issue_invoice(
        account=account, lines=lines, buyer=buyer, buyer_email="a@b.org", at=at
    )


def test_taxes_are_shown_per_rate_and_contained_in_the_total(at, printed):
    assert papers.invoice_pdf(make_invoice(at)).startswith(b"%PDF")
    assert printed["taxes"] == [
        {"rate": "Tax 19 %", "net": "200.00", "amount": "38.00"},
        {"rate": "Tax 7 %", "net": "100.00", "amount": "7.00"},
    ]
    assert (printed["net"], printed["total"]) == ("300.00", "EUR 345.00")


def test_a_credit_note_says_what_it_reverses_and_asks_for_no_money(at, printed):
    invoice = make_invoice(at)
    (note,) = services.reverse_open_invoices(account=invoice.account, at=at)

    papers.invoice_pdf(note)

    assert printed["title"] == "Credit note"
    assert printed["reverses"] == invoice.number
    assert printed["terms"] == ""
    assert printed["total"] == "−EUR 345.00"


def test_markup_in_a_buyers_name_is_only_text(at):
    invoice = make_invoice(at, buyer='#panic("x") $x^2$ *b* \\ #read("/etc/passwd") 株式会社')
    assert papers.invoice_pdf(invoice).startswith(b"%PDF")
