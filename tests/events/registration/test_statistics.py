from datetime import date
from decimal import Decimal

import pytest
from django.db import connection

from events.registration import services, statistics
from events.registration.models import Order, Sale
from tests.admin import enter
from tests.factories.events import make_event
from tests.factories.orders import (
    make_code,
    make_free,
    make_held,
    make_paid,
    make_pending,
    make_sale,
)

pytestmark = pytest.mark.django_db


def rows(event):
    return {table.slug: [tuple(row) for row in table.rows] for table in statistics.tables(event)}


def address(event, file=""):
    return f"/admin/registration/sale/{event.pk}/statistics/{file}"


def test_tickets_are_counted_by_what_became_of_them(at):
    kind = make_sale(name="Full pass", step_of="Full pass", price=599)
    make_paid(ticket_type=kind, quantity=2)
    make_pending(ticket_type=kind)
    make_held(ticket_type=kind)
    gone = make_pending(ticket_type=kind)
    services.cancel(order=gone, at=at, by_staff=True)

    found = rows(kind.event)

    assert found["days"] == [(date(2022, 10, 10), 3, 2, 4, 2, 1, 1)]
    assert found["types"] == [("Full pass", 2, 1, 1, Decimal(1797))]
    assert found["steps"] == [("Full pass: Full pass, 599.00", 2, 1, 1, Decimal(1797))]
    assert [row[1:] for row in found["stock"]] == [(10, 4, 0, 0, 6)]
    assert found["countries"] == [("Not said", 2, Decimal(1797))]


def test_money_is_what_the_ledger_says(at):
    kind = make_sale(price=100)
    make_paid(ticket_type=kind)
    make_pending(ticket_type=kind)
    refunded = make_paid(ticket_type=kind)
    services.cancel(order=refunded, at=at, by_staff=True)
    services.record_refund(order=refunded, at=at)

    found = rows(kind.event)

    assert found["methods"] == [("Invoice and bank transfer", 200, 200, 100, 100)]
    assert found["money"] == [(date(2022, 10, 10), 200, 200, 100, 200, 100, 100)]


def test_codes_say_what_they_gave_away(at):
    kind = make_sale(price=100)
    make_code(ticket_type=kind, text="HELLO", most_uses=0)
    make_pending(ticket_type=kind, quantity=2, code="HELLO")

    assert rows(kind.event)["codes"] == [("HELLO", 2, Decimal(20))]


def test_a_day_is_that_of_the_place(at):
    kind = make_sale(event=make_event(zone="Asia/Tokyo"), price=0)
    order = make_free(ticket_type=kind)
    Order.objects.filter(pk=order.pk).update(placed_at=at.replace(hour=20))

    assert rows(kind.event)["days"][0][0] == date(2022, 10, 11)


@pytest.mark.parametrize("orders", [1, 3])
def test_the_cost_of_statistics_is_flat(at, client, django_assert_num_queries, orders):
    staff = enter(client)
    kind = make_sale(size=50)
    code = make_code(ticket_type=kind, most_uses=0)
    for _order in range(orders):
        make_paid(ticket_type=kind, quantity=orders, code=code.text)
    make_sale(event=kind.event)

    # Four of them name the zone of the place, and end what that is for.
    with django_assert_num_queries(13):
        page = staff.get(address(kind.event))

    assert page.status_code == 200


def test_an_event_without_orders_has_statistics(at, client):
    event = make_event()

    page = enter(client).get(address(event)).content.decode()

    assert "Nothing yet." in page


def test_a_table_is_taken_along_and_holds_no_formula(at, client):
    kind = make_sale(name="=HYPERLINK(1)", price=100)
    make_pending(ticket_type=kind)

    page = enter(client).get(address(kind.event, "types.csv"))
    text = page.getvalue().decode("utf-8-sig")

    assert text.splitlines() == [
        "Type,Confirmed,Waiting for payment,Given back,Price of those that are live",
        "'=HYPERLINK(1),0,1,0,100.00",
    ]


def test_no_other_table_is_there(at, client):
    assert enter(client).get(address(make_event(), "nothing.csv")).status_code == 404


def test_statistics_are_for_staff_who_may_see_orders(at, client, django_user_model):
    event = make_event()
    assert client.get(address(event)).status_code == 302

    user = django_user_model.objects.create_user("kim@example.org", full_name="Kim", is_staff=True)
    client.force_login(user)
    assert client.get(address(event)).status_code == 403
    assert client.get(address(event, "days.csv")).status_code == 403


def test_the_sale_leads_to_its_statistics(at, client):
    event = make_event()

    page = enter(client).get(f"/admin/registration/sale/{event.pk}/change/").content.decode()

    assert address(Sale.objects.get(pk=event.pk)) in page


def test_the_zone_of_the_place_is_forgotten_afterwards(at):
    kind = make_sale(event=make_event(zone="Asia/Tokyo"), price=0)
    make_free(ticket_type=kind)

    statistics.tables(kind.event)

    with connection.cursor() as cursor:
        cursor.execute("show timezone")
        assert cursor.fetchone() == ("UTC",)
    assert Order.objects.get().placed_at == at
