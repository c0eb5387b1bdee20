"""The country is changed in one tab while the other pays: one total, in all that says it."""

import pytest

from events.registration import bills, services
from events.registration.models import Order, PaymentMethod, Ticket
from foundation.billing.models import Account, Entry, Invoice
from tests.conftest import KEYNOTE_WEEK as AT
from tests.factories.orders import make_filled, make_foundation, make_sale
from tests.factories.taxes import make_rule

from .test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)

FIRM = {"country": "IT", "is_business": True, "tax_number": "IT00743110157"}


def test_every_order_is_charged_and_invoiced_what_its_buyer_owes_in_the_end():
    make_foundation()
    sale = make_sale(size=20, price=119, tax_rule=make_rule())
    orders = [make_filled(ticket_type=sale, country="DE") for _number in range(6)]

    def order_by_invoice(order):
        def job():
            placed = services.place(order=order, method=PaymentMethod.INVOICE, at=AT)
            bills.invoice_for(placed, AT)
            return "placed"

        return job

    def move(order):
        return lambda: (
            services.fill_in(order=order, purchaser=FIRM, attendees={}, at=AT) and "moved"
        )

    def correct(order):
        return lambda: services.correct_buyer(order=order, buyer=FIRM, at=AT) and "moved"

    jobs = [job for o in orders for job in (order_by_invoice(o), move(o), correct(o), move(o))]
    outcome = at_once(jobs, workers=12)

    assert set(outcome) <= {"placed", "moved", "not_held", "closed", "changed"}
    for order in Order.objects.all():
        bills.invoice_for(order, AT)
        ticket = Ticket.objects.get(order=order)
        account = Account.objects.with_sums().get(order=order)
        invoice = Invoice.objects.get(account=account, kind="invoice", reversed_by=None)
        assert order.total == (100 if order.country == "IT" else 119)
        assert ticket.price == order.total == account.charged == account.owed == invoice.total
        assert invoice.buyer_country == order.country
        assert sum(row.total for row in Invoice.objects.filter(account=account)) == order.total
        assert sum(row.amount for row in Entry.objects.filter(account=account)) == order.total
