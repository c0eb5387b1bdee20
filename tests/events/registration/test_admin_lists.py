import pytest
from django.urls import reverse

from events.registration import services
from events.registration.models import Order, RefundRequest, Stock, Ticket, TicketType
from foundation.billing.models import Invoice
from tests.admin import act, enter, url
from tests.factories.orders import (
    make_free,
    make_paid,
    make_pending,
    make_sale,
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
    ("model", "queries"), [(Order, 6), (Ticket, 7), (TicketType, 6), (Stock, 6)]
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


FOUND = ["qxx", "LOVE", "ada@ex", "gine", "bab", "ad lov", "an ad", "100%", "under_score"]


@pytest.mark.parametrize("typed", FOUND)
def test_an_order_is_found_by_a_part_of_what_is_remembered(at, staff, typed):
    wanted = make_pending(quantity=2)
    make_pending(name="Grace Hopper", email="two@example.com", organization="Navy")
    Order.objects.filter(pk=wanted.pk).update(
        code="AQXXZ", organization="Analytical Engines 100% under_score"
    )
    wanted.tickets.filter(position=2).update(
        attendee_name="Charles Babbage", attendee_email="charles@example.org"
    )

    page = staff.get(url(Order, "changelist"), {"q": typed})

    assert [row.pk for row in page.context["cl"].result_list] == [wanted.pk]
    assert page.context["cl"].result_count == 1


@pytest.mark.parametrize("typed", ["%", "_x_", "\\", "\0", "' or 1=1", "a" * 500, "nobody", "da"])
def test_strange_words_find_no_order(at, staff, typed):
    make_pending()

    page = staff.get(url(Order, "changelist"), {"q": typed})

    assert page.status_code == 200
    assert len(page.context["cl"].result_list) == (1 if typed == "\0" else 0)


def test_a_later_page_goes_on_where_the_first_ended(at, staff, monkeypatch):
    monkeypatch.setattr("foundation.base.admin.HouseAdmin.list_per_page", 2)
    orders = [make_pending() for _order in range(3)]

    pages = [staff.get(url(Order, "changelist"), {"p": page}) for page in (1, 2)]

    found = [[row.pk for row in page.context["cl"].result_list] for page in pages]
    assert found == [[orders[2].pk, orders[1].pk], [orders[0].pk]]
    assert pages[1].context["cl"].result_list[0].places == 1


def test_the_filter_by_event_offers_those_with_orders(at, staff):
    order = make_pending()
    unsold = make_sale().event

    page = staff.get(url(Order, "changelist")).content.decode()

    assert str(order.event) in page
    assert str(unsold) not in page


def test_staff_are_reminded_of_an_order_from_the_day_they_chose(at, staff):
    due, later, _other = (make_pending() for _order in range(3))
    for order, day in ((due, "2022-10-10"), (later, "2022-10-11")):
        sent = {"staff_note": "Call them", "follow_up_on": day}
        for inline in ("tickets", "changes"):
            sent |= {f"{inline}-TOTAL_FORMS": "0", f"{inline}-INITIAL_FORMS": "0"}
        assert staff.post(url(Order, "change", order.pk), sent).status_code == 302

    def found(which):
        page = staff.get(url(Order, "changelist"), {"follow_up": which})
        return [row.pk for row in page.context["cl"].result_list]

    assert found("due") == [due.pk]
    assert found("any") == [later.pk, due.pk]
    assert "orders to follow up" in staff.get(reverse("admin:index")).content.decode()


def test_an_invoice_opens_on_paper(at, staff, run_queue):
    make_pending()
    run_queue()

    paper = staff.get(reverse("admin:billing_invoice_pdf", args=[Invoice.objects.get().pk]))

    assert paper.content.startswith(b"%PDF")


def test_a_refund_request_is_opened_from_its_list(at, staff):
    order = make_paid()
    asked = services.ask_refund(order=order, positions=[1], reason="Ill", at=at)

    page = staff.get(url(RefundRequest, "changelist")).content.decode()

    assert f'<a href="{url(RefundRequest, "change", asked.pk)}">Ada Lovelace</a>' in page
    assert f'<a href="{url(Order, "change", order.pk)}">{order.code}</a>' in page
