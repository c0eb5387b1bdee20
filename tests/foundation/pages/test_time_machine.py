"""Staff look at the site from another moment, and nobody else does."""

import re
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from foundation.base import clock
from foundation.pages import timemachine
from members.accounts.models import User
from tests.admin import enter
from tests.factories.events import make_event, make_stock, make_ticket_type

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]

PAGE = "/admin/time-machine/"
RISE = datetime(2023, 2, 16, 8, tzinfo=UTC)


@pytest.fixture
def sale():
    """A pass whose price rises on 16 February 2023 at 08:00 UTC."""
    event = make_event()
    more = {"event": event, "step_of": "Pass", "stock": make_stock(event=event)}
    make_ticket_type(name="Early", price=599, sales_until=RISE, **more)
    make_ticket_type(name="Regular", price=799, sales_from=RISE, **more)
    return event


def price(client, event):
    page = client.get(reverse("registration:register", args=[event.slug])).content.decode()
    (shown,) = re.findall(r'class="choice__price">(.*?)</p>', page)
    return re.search("[57]99", shown)[0]


def travel(client, at="2023-02-16T00:00", zone="America/Vancouver", **more):
    return client.post(PAGE, {"at": at, "zone": zone, **more})


def test_staff_see_the_price_of_another_day_and_nobody_else_does(client, sale):
    staff, visitor = enter(client), Client()

    assert travel(staff).status_code == 302

    assert (price(staff, sale), price(visitor, sale)) == ("799", "599")
    assert clock.now() == datetime(2022, 10, 10, 9, tzinfo=UTC)


def test_every_page_says_so_and_is_kept_by_nobody(client, sale):
    staff = enter(client)
    visited = staff.get(sale.get_absolute_url())
    assert "You look from" not in visited.content.decode()
    travel(staff)

    visited = staff.get(sale.get_absolute_url())
    then = Client().get(sale.get_absolute_url())

    assert "You look from" in visited.content.decode()
    assert "16 February 2023" in visited.content.decode()
    assert "no-store" in visited["Cache-Control"]
    assert "You look from" not in then.content.decode()


def test_a_moment_nearby_leaves_nothing_on_the_shelf_of_made_pages(client, sale, settings):
    settings.PAGES_KEPT_SECONDS = 1
    staff = enter(client)
    travel(staff, at="2022-10-10T09:00", zone="UTC")

    assert "You look from" in staff.get(sale.get_absolute_url()).content.decode()
    assert "You look from" not in Client().get(sale.get_absolute_url()).content.decode()
    assert "You look from" in staff.get(sale.get_absolute_url()).content.decode()


def test_nothing_is_done_from_another_moment(client, sale):
    staff = enter(client)
    travel(staff)

    answer = staff.post(reverse("registration:register", args=[sale.slug]), {"quantity": "1"})

    assert answer.status_code == 409
    assert "Nothing was done" in answer.content.decode()
    assert not sale.orders.exists()


def test_the_desk_keeps_the_real_clock_and_leads_back(client, sale):
    staff = enter(client)
    travel(staff)
    assert "You look from" in staff.get(PAGE).content.decode()

    back = staff.post(PAGE, {"now": "yes", "next": sale.get_absolute_url()})

    assert back.url == sale.get_absolute_url()
    assert price(staff, sale) == "599"


@pytest.mark.parametrize("is_staff", [True, False])
def test_the_cookie_of_somebody_else_is_none(client, sale, is_staff):
    cookie = travel(enter(client)).cookies[timemachine.COOKIE].value
    other = Client()
    other.force_login(User.objects.create_user("eve@example.org", is_staff=is_staff))
    other.cookies[timemachine.COOKIE] = cookie

    assert price(other, sale) == "599"


@pytest.mark.parametrize("cookie", ["x", "a:b:c", "", "%E2%98%83", "[1]:x:y" * 500])
def test_a_forged_cookie_is_none(client, sale, cookie):
    staff = enter(client)
    staff.cookies[timemachine.COOKIE] = cookie

    assert price(staff, sale) == "599"


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"at": ""}, "This field is required"),
        ({"at": "tomorrow"}, "Write the moment as 2023-02-16 09:00."),
        ({"at": "0001-01-01T00:00"}, "Choose a moment within forty years."),
        ({"at": "9999-12-31T23:59"}, "Choose a moment within forty years."),
        ({"zone": "Mars/Olympus"}, "Mars/Olympus"),
        ({"zone": "../etc"}, "etc"),
    ],
)
def test_a_moment_that_is_none_is_refused(client, sent, sentence):
    answer = travel(enter(client), **sent)

    assert answer.status_code == 422
    assert sentence in answer.content.decode() or sent == {"at": ""}
    assert timemachine.COOKIE not in answer.cookies


@pytest.mark.parametrize("onward", ["https://evil.example/", "//evil.example", "javascript:1"])
def test_it_leads_to_our_own_pages_only(client, onward):
    assert travel(enter(client), next=onward).url == "/"


def test_visitors_have_no_time_machine(client):
    client.force_login(User.objects.create_user("ada@example.org"))

    assert client.get(PAGE).status_code == 302
    assert travel(client).status_code == 302
    assert timemachine.COOKIE not in client.cookies


def test_without_the_cookie_it_asks_the_database_nothing(client, django_assert_num_queries, rf):
    with django_assert_num_queries(0):
        assert timemachine.moment_of(rf.get("/")) is None
