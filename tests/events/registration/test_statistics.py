from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection

from events.registration import services, statistics
from events.registration.models import Order, PaymentMethod, Sale, Stock, Ticket
from events.registration.services import keeping, stock
from tests.admin import enter
from tests.factories.events import make_event, make_stock, make_ticket_type
from tests.factories.orders import (
    make_code,
    make_filled,
    make_foundation,
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
    assert [row[1:] for row in found["stock"]] == [(10, 2, 1, 1, 0, 6, 0)]
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


def test_all_places_are_told_apart(at):
    kind = make_sale(size=20)
    hall = kind.stocks.get()
    make_stock(event=kind.event, name="Yard", size=5)
    keeping.keep(code=make_code(ticket_type=kind, most_uses=0), places={hall.pk: 3})
    make_paid(ticket_type=kind, quantity=4)
    make_pending(ticket_type=kind, quantity=2)
    make_held(ticket_type=kind)
    stock.count_line(hall.pk, 6)

    assert rows(kind.event)["stock"] == [
        (hall.name, 20, 4, 2, 1, 3, 10, 6),
        ("Yard", 5, 0, 0, 0, 0, 5, 0),
    ]


def test_places_go_and_come_back_by_day_of_the_place_in_each_stock(at):
    event = make_event(zone="Asia/Tokyo")
    both = make_sale(event=event, size=10)
    hall, dinner = both.stocks.get(), make_stock(event=event, size=4)
    both.stocks.add(dinner)
    first = make_paid(ticket_type=both, quantity=2)
    late = make_pending(ticket_type=make_ticket_type(stock=hall))
    # Midnight in Tokyo is 15:00.
    Order.objects.filter(pk=late.pk).update(placed_at=at.replace(hour=15))
    before_midnight = at.replace(day=11, hour=14, minute=59)
    services.cancel_ticket(ticket=first.tickets.last(), at=before_midnight)
    services.cancel(order=late, at=at.replace(day=12, hour=15), by_staff=True)

    found = rows(event)

    assert found[f"stock-{hall.pk}"] == [
        (date(2022, 10, 10), 2, 0, 2, 8),
        (date(2022, 10, 11), 1, 1, 2, 8),
        (date(2022, 10, 12), 0, 0, 2, 8),
        (date(2022, 10, 13), 0, 1, 1, 9),
    ]
    assert found[f"stock-{dinner.pk}"] == [
        (date(2022, 10, 10), 2, 0, 2, 2),
        (date(2022, 10, 11), 0, 1, 1, 3),
    ]


def test_places_wait_for_a_card_and_come_back_without_it(at):
    make_foundation()
    kind = make_sale()
    order = make_filled(ticket_type=kind)
    services.place(order=order, method=PaymentMethod.CARD, at=at)
    by_day = f"stock-{kind.stocks.get().pk}"

    held = rows(kind.event)
    services.release_expired(at + timedelta(days=1))
    expired = rows(kind.event)

    assert held["days"] == held["types"] == held[by_day] == []
    assert [row[1:] for row in held["stock"]] == [(10, 0, 0, 1, 0, 9, 0)]
    assert expired["days"] == [(date(2022, 10, 10), 1, 0, 1, 0, 0, 1)]
    assert expired[by_day] == [
        (date(2022, 10, 10), 1, 0, 1, 9),
        (date(2022, 10, 11), 0, 1, 0, 10),
    ]


def test_places_that_became_fewer_are_never_less_than_none(at):
    kind = make_sale(size=3)
    hall = kind.stocks.get()
    services.cancel(order=make_paid(ticket_type=kind, quantity=3), at=at, by_staff=True)
    Stock.objects.filter(pk=hall.pk).update(size=1)
    gone = at + timedelta(days=1)
    Ticket.objects.update(cancelled_at=gone)

    assert [row[-1] for row in rows(kind.event)[f"stock-{hall.pk}"]] == [0, 1]


def test_the_chart_of_places_says_what_it_cannot_know(at, client):
    kind = make_sale()
    make_pending(ticket_type=kind)

    staff = enter(client)
    page = staff.get(address(kind.event)).content.decode()
    file = staff.get(address(kind.event, f"stock-{kind.stocks.get().pk}.csv"))

    assert "is not known any more: it counts as free here, of the 10 places" in page
    assert "2022-10-10,1,0,1,9" in file.getvalue().decode()


@pytest.mark.parametrize("orders", [1, 3])
def test_the_cost_of_statistics_is_flat(at, client, django_assert_num_queries, orders):
    staff = enter(client)
    kind = make_sale(size=50)
    code = make_code(ticket_type=kind, most_uses=0)
    for _order in range(orders):
        make_paid(ticket_type=kind, quantity=orders, code=code.text)
    make_sale(event=kind.event)

    # Four of them name the zone of the place, and end what that is for.
    with django_assert_num_queries(14):
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


def test_the_database_knows_how_many_days_there_are():
    with connection.cursor() as cursor:
        cursor.execute("select stxname from pg_statistic_ext where stxname like '%_days'")
        known = {name for (name,) in cursor}

    assert known == {
        *("order_placed_days", "order_closed_days", "ticket_cancelled_days", "entry_days"),
    }
