from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.http import HttpResponse
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from events.registration.models import Order, Stock, Ticket
from foundation.base import written
from foundation.base.authorship import HistoryMiddleware
from foundation.base.models import Mail
from foundation.base.written import Change, changing
from tests.factories.events import make_event, make_stock, make_ticket_type

pytestmark = pytest.mark.django_db

NOON = datetime(2022, 10, 10, 12, tzinfo=UTC)


@changing
def take(pk: int, more: int) -> Change:
    """So many places more, where there are any."""
    return Stock.objects.filter(pk=pk, taken__lte=F("size") - more), {"taken": F("taken") + more}


def an_order(event, **fields):
    return Order(event=event, currency="USD", held_until=NOON, **fields)


def columns(row):
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def test_a_row_is_put_down_as_django_does_and_learns_what_the_database_made_of_it():
    event = make_event()
    kind = make_ticket_type(stock=make_stock(event=event))
    order = an_order(event, name="Ada \x41 O'Hara", total=12)

    written.insert(order)
    ticket = Ticket(order=order, ticket_type=kind, position=1, price=12)
    written.insert_all([ticket])

    assert columns(order) == columns(Order.objects.get(pk=order.pk))
    assert columns(ticket) == columns(Ticket.objects.get(pk=ticket.pk))
    assert (order._state.adding, order._state.db) == (False, "default")


def test_many_rows_are_put_down_together(django_assert_num_queries):
    event = make_event()

    with django_assert_num_queries(1):
        written.insert_all([an_order(event), an_order(event), an_order(event)])
        written.insert_all([])

    assert Order.objects.count() == 3


def test_the_second_row_is_put_down_by_the_same_statement():
    event = make_event()
    written.insert(an_order(event))

    with CaptureQueriesContext(connection) as captured:
        written.insert(an_order(event, name="Grace"))

    (statement,) = (row["sql"] for row in captured.captured_queries)
    assert statement.startswith("EXECUTE change_registration_order_")


def test_what_the_table_begins_with_is_left_to_it():
    mail = Mail(key="a", kind="b", to="ada@example.org", created_at=NOON, due_at=NOON)

    written.insert(mail)

    assert columns(mail) == columns(Mail.objects.get(pk=mail.pk))


def test_what_the_database_refuses_is_refused():
    event = make_event()
    written.insert(an_order(event, code="ABCDEF"))

    with pytest.raises(IntegrityError, match="order_code"), transaction.atomic():
        written.insert(an_order(event, code="ABCDEF"))

    assert Order.objects.count() == 1


def test_a_counter_is_changed_by_one_statement_that_says_how_many_rows_it_changed():
    stock = make_stock(event=make_event(), size=3)
    take(stock.pk, 1)

    with CaptureQueriesContext(connection) as captured:
        assert (take(stock.pk, 2), take(stock.pk, 1), take(0, 1)) == (1, 0, 0)

    stock.refresh_from_db()
    assert stock.taken == 3
    assert all(row["sql"].startswith("EXECUTE change_take_") for row in captured.captured_queries)
    assert (take.__name__, take.__doc__) == ("take", "So many places more, where there are any.")


@pytest.mark.parametrize("settings", [{"DISABLE_SERVER_SIDE_CURSORS": True}, {"CONN_MAX_AGE": 0}])
def test_nothing_is_left_with_a_server_that_is_another_next_time(monkeypatch, settings):
    for name, value in settings.items():
        monkeypatch.setitem(connection.settings_dict, name, value)
    stock, order = make_stock(event=make_event()), an_order(make_event())

    with CaptureQueriesContext(connection) as captured:
        written.insert(order)
        assert take(stock.pk, 1) == 1

    assert [row["sql"][:6] for row in captured.captured_queries] == ["INSERT", "UPDATE"]


@pytest.mark.parametrize("first", ["insert", "change"])
def test_history_knows_who_put_a_row_down(first):
    event, stock = make_event(), make_stock(event=make_event())

    def change(_request):
        if first == "change":
            take(stock.pk, 1)
        written.insert(an_order(event))
        return HttpResponse()

    HistoryMiddleware(change)(RequestFactory().post("/there/"))

    version = Order.pgh_event_models["insert"].objects.get()
    assert version.pgh_context.metadata == {"user": None, "url": "/there/"}
