"""Staff see who waits and what is promised, and may change it with a preview."""

import pytest
from django.urls import reverse

from events.registration import services as sale
from events.registration.models import Promise, Stock
from events.registration.services import keeping
from events.registration.waiting import services
from events.registration.waiting.models import Entry, EntryState, Line
from members.accounts.models import User
from tests.factories.orders import make_code, make_held
from tests.factories.waiting import make_entry, make_sold_out

pytestmark = pytest.mark.django_db

EMAILS = ["ada@example.org", "grace@example.org", "joan@example.org"]


@pytest.fixture
def staff(client):
    client.force_login(User.objects.create_superuser("staff@example.org"))
    return client


@pytest.fixture
def line(at):
    ticket_type, [order] = make_sold_out()
    return order, [make_entry(ticket_type=ticket_type, email=email) for email in EMAILS]


def words(page):
    return " ".join(page.content.decode().split())


def act(staff, model, action, rows, **more):
    data = {"action": action, "_selected_action": [row.pk for row in rows], "index": 0} | more
    address = reverse(f"admin:{model}_changelist")
    return staff.post(address, data, follow=True)


def test_a_person_is_offered_a_place_out_of_order_after_a_preview(staff, line):
    _order, entries = line
    Stock.objects.update(size=2)

    preview = words(act(staff, "waiting_entry", "offer_now", entries[2:]))
    assert "1 person in line will be offered a free place now" in preview
    assert not Promise.objects.exists()
    act(staff, "waiting_entry", "offer_now", entries[2:], _confirmed="yes")

    assert Entry.objects.get(pk=entries[2].pk).state == EntryState.OFFERED


def test_without_a_free_place_it_is_refused_in_words(staff, line):
    _order, entries = line

    page = act(staff, "waiting_entry", "offer_now", entries[:1], _confirmed="yes")

    assert "Add places to the stock first." in words(page)


def test_somebody_is_removed_and_their_place_goes_on(staff, line, at):
    order, entries = line
    sale.cancel(order=order, at=at)
    services.serve_due(at)

    act(staff, "waiting_entry", "remove", entries[:1], _confirmed="yes")
    services.serve_due(at)

    states = [Entry.objects.get(pk=entry.pk).state for entry in entries]
    assert states == [EntryState.LEFT, EntryState.OFFERED, EntryState.WAITING]


def test_who_may_only_look_acts_on_nobody(client, line):
    _order, entries = line
    client.force_login(User.objects.create_user("new@example.org", is_staff=True))

    page = act(client, "waiting_entry", "remove", entries[:1], _confirmed="yes")

    assert page.status_code == 403
    assert Entry.objects.waiting().count() == 3


@pytest.mark.parametrize("state", ["live", "waiting", "offered", "taken", "nonsense"])
def test_the_list_is_filtered_by_state(staff, line, state):
    page = staff.get(reverse("admin:waiting_entry_changelist"), {"state": state})

    assert page.status_code in {200, 302}
    assert (EMAILS[0] in words(page)) == (state in {"live", "waiting", "nonsense"})


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_more_rows(staff, at, rows, django_assert_num_queries):
    ticket_type, _orders = make_sold_out()
    for email in EMAILS[:rows]:
        make_entry(ticket_type=ticket_type, email=email)

    with django_assert_num_queries(9):
        staff.get(reverse("admin:waiting_entry_changelist"))


def test_the_hours_of_offers_are_set_on_the_line(staff, line):
    address = reverse("admin:waiting_line_change", args=[Line.objects.get().pk])

    assert "1 and 720 hours" in words(staff.post(address, {"hours": 0}))
    staff.post(address, {"hours": 6})

    assert Line.objects.get().hours == 6


def test_places_are_kept_back_for_a_code_after_a_preview(staff, at):
    order = make_held()
    stock = Stock.objects.get()
    code = make_code(event=order.event)

    preview = words(act(staff, "registration_code", "keep_places", [code]))
    assert "9 of 10 are free now" in preview
    sent = {"_confirmed": "yes", f"stock_{stock.pk}": 4}
    act(staff, "registration_code", "keep_places", [code], **sent)
    stock.refresh_from_db()
    assert (Promise.objects.get().quantity, stock.taken) == (4, 5)

    page = act(
        staff, "registration_code", "keep_places", [code], **sent | {f"stock_{stock.pk}": 10}
    )
    assert "Sold out" in words(page)
    act(staff, "registration_code", "keep_places", [code], **sent | {f"stock_{stock.pk}": 0})
    stock.refresh_from_db()
    assert stock.taken == 1


def test_a_stock_shows_what_became_of_its_places_and_how_they_went(staff, at):
    ticket_type, orders = make_sold_out(size=3)
    code = make_code(ticket_type=ticket_type)
    sale.cancel(order=orders[0], at=at)
    keeping.keep(code=code, places={ticket_type.stocks.get().pk: 1})

    page = words(
        staff.get(reverse("admin:registration_stock_change", args=[Stock.objects.get().pk]))
    )

    assert "<td>2</td><td>0</td><td>1</td><td>0</td><td>3</td><td>0</td>" in page.replace(
        "> <", "><"
    )
    assert "10 October 2022" in page
    assert "Returned that day" in page
