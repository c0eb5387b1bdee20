"""An event at a glance: what is sold and waits, and what is missing before people register."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.contrib.auth.models import Permission

from events.registration import overview, services
from tests.admin import enter, url
from tests.factories.events import make_event, make_stock, make_ticket_type
from tests.factories.orders import make_free, make_held, make_paid, make_pending, make_sale
from tests.factories.people import make_user

from .pages import text

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def address(event):
    return f"/admin/registration/sale/{event.pk}/overview/"


def said(event, at):
    return " ".join(lack.text for lack in overview.of(event, at).lacks)


def make_ready(**fields):
    """An event that lacks nothing, with a ticket on sale."""
    return make_sale(event=make_event(contact_email="summit@example.org", **fields), price=100)


def test_tickets_orders_and_money_are_counted(at):
    kind = make_ready()
    make_paid(ticket_type=kind, quantity=2)
    make_pending(ticket_type=kind)
    make_held(ticket_type=kind, quantity=3)
    services.cancel(order=make_pending(ticket_type=kind), at=at, by_staff=True)
    make_paid()

    found = overview.of(kind.event, at)

    assert (found.sold, found.unpaid, found.held, found.today) == (2, 1, 3, 3)
    assert found.orders == {"pending": 1, "late": 0, "refunds": 0, "again": 0}
    assert (found.paid, found.paid_today, found.owed) == (Decimal(200), Decimal(200), Decimal(100))
    (row,) = found.windows
    assert (row.sold, row.unpaid, row.held, row.state) == (2, 1, 3, "on")


def test_each_sale_lies_on_the_line_between_the_first_and_the_last(at):
    event = make_event(registration_opens_at=at - 50 * DAY)
    stock = make_stock(event=event)
    for name, start, end in (("Early", None, at), ("Late", at, at + 50 * DAY)):
        make_ticket_type(event=event, stock=stock, name=name, sales_from=start, sales_until=end)

    found = overview.of(event, at)

    assert found.now == 50
    assert [(row.start, row.width, row.state) for row in found.windows] == [
        (0, 50, "over"), (50, 50, "on"),
    ]  # fmt: skip


def test_nothing_is_on_sale_before_registration_opens_and_after_it_closes(at):
    kind = make_ready()

    for opens, closes, state in (
        (at + DAY, None, "later"), (None, None, "later"), (at - DAY, at, "over"), (at, None, "on"),
    ):  # fmt: skip
        kind.event.registration_opens_at, kind.event.registration_closes_at = opens, closes
        assert overview.state(kind, at) == state


def test_an_event_that_is_set_up_lacks_nothing(at):
    assert said(make_ready().event, at) == ""


def test_what_keeps_people_from_registering_is_said(at):
    event = make_event(is_public=False, registration_opens_at=None, contact_email="")

    assert said(event, at) == (
        "The event is not public: nobody but staff knows of it. Registration has no opening day: "
        "it stays closed. There is no contact address: buyers find nobody to ask. Nothing is for "
        "sale: no ticket type is active."
    )


def test_what_would_surprise_somebody_is_said(at):
    kind = make_ready()
    make_stock(event=kind.event, name="Balcony")
    make_ticket_type(event=kind.event, name="Endless", stock=kind.stocks.get()).stocks.clear()
    for name, start, end in (("One", None, at - DAY), ("Two", at + DAY, None)):
        make_ticket_type(
            event=kind.event, stock=kind.stocks.get(), name=name, step_of="Pass",
            sales_from=start, sales_until=end,
        )  # fmt: skip

    words = said(kind.event, at)

    assert "so they never sell out: Endless." in words
    assert "No ticket type takes its places from: Balcony." in words
    assert "Pass is not on sale from 9 October 2022" in words
    kind.event.ticket_types.exclude(name="Two").update(is_active=False)
    assert "Registration is open, but no ticket is on sale now." in said(kind.event, at)


def test_nobody_is_told_what_an_event_that_is_over_lacked(at):
    assert said(make_event(cancelled_at=at, contact_email=""), at) == ""


def test_the_page_leads_to_every_list_and_is_found_from_the_event(at, client):
    kind = make_ready()
    make_free(ticket_type=kind)
    staff = enter(client)

    page = text(staff.get(address(kind.event)))

    assert f"order__event__id__exact={kind.event.pk}&amp;state=valid" in page
    assert "Refund rules, calling it off" in page
    assert address(kind.event) in text(staff.get(url(type(kind.event), "change", kind.event.pk)))
    assert (
        staff.get(
            f"/admin/registration/ticket/?order__event__id__exact={kind.event.pk}&state=valid"
        ).status_code
        == 200
    )


@pytest.mark.parametrize("number", [1, 3])
def test_the_cost_of_the_page_is_flat(at, client, django_assert_num_queries, number):
    event = make_event(contact_email="summit@example.org")
    for count in range(number):
        kind = make_sale(event=event, name=f"Type {count}", size=10 + count)
        make_pending(ticket_type=kind)
    staff = enter(client)

    with django_assert_num_queries(14):
        staff.get(address(event))


def test_it_is_for_staff_who_may_see_orders(at, client):
    kind = make_ready()
    person = make_user(is_staff=True)
    person.user_permissions.set(Permission.objects.filter(codename="view_sale"))
    client.force_login(person)

    assert client.get(address(kind.event)).status_code == 403
    assert enter(client).get("/admin/registration/sale/999/overview/").status_code == 404
