import pytest
from django.urls import reverse

from events.registration.models import Order, Stock, Ticket, TicketType
from foundation.billing.models import Invoice
from tests.admin import act, enter, url
from tests.factories.orders import (
    make_free,
    make_pending,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client):
    return enter(client)


def test_an_export_holds_what_is_filtered_and_no_formula(at, staff):
    make_free(name="=HYPERLINK(1)", email="one@example.org")
    make_pending(name="Grace Hopper", email="two@example.org")

    page = staff.get(url(Order, "export", "csv"), {"state__exact": "paid"})
    table = page.getvalue().decode("utf-8-sig")

    assert "'=HYPERLINK(1)" in table
    assert ",=HYPERLINK" not in table
    assert "Grace Hopper" not in table
    assert len(table.splitlines()) == 2


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("model", "queries"), [(Order, 7), (Ticket, 6), (TicketType, 5), (Stock, 5)]
)
def test_the_cost_of_a_list_is_flat(at, staff, django_assert_num_queries, rows, model, queries):
    for _row in range(rows):
        make_pending()

    with django_assert_num_queries(queries):
        page = staff.get(url(model, "changelist"))

    assert len(page.context["cl"].result_list) == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_the_cost_of_an_export_is_flat(at, staff, django_assert_num_queries, rows):
    for _row in range(rows):
        make_pending()

    with django_assert_num_queries(7):
        staff.get(url(Ticket, "export", "csv")).getvalue()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_cost_of_an_order_is_flat(at, staff, django_assert_num_queries, rows):
    order = make_pending(quantity=rows)
    # A process looks content types up once.
    staff.get(url(Order, "change", order.pk))

    with django_assert_num_queries(13):
        staff.get(url(Order, "change", order.pk))


def test_the_history_of_an_order_tells_its_tickets_too(at, staff):
    order = make_pending()
    act(staff, "cancel", order, because="Visa refused")

    page = staff.get(url(Order, "history", order.pk)).content.decode()

    assert "by Sam Staff" in page
    assert "Waiting for payment" in page
    assert "Visa refused" in page
    assert "Attendee: Ada Lovelace" in page
    assert order.secret not in page


def test_an_invoice_opens_on_paper(at, staff, run_queue):
    make_pending()
    run_queue()

    paper = staff.get(reverse("admin:billing_invoice_pdf", args=[Invoice.objects.get().pk]))

    assert paper.content.startswith(b"%PDF")
