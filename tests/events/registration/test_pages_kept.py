"""The page of an order and the pages of its tickets: what can be read, changed, and by whom."""

from datetime import timedelta
from xml.dom import minidom

import pytest
from django.urls import reverse

from events.registration import services
from events.registration.models import Order, OrderState, Ticket
from foundation.base import clock
from tests.factories.events import make_event
from tests.factories.orders import make_filled, make_free, make_paid, make_pending, make_sale

from .pages import ADA, page, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]

GRACE = {"attendee_name": "Grace Hopper", "attendee_email": "grace@example.org"}


def at_door(ticket: Ticket, name: str = "ticket") -> str:
    """The address of a page of a ticket."""
    return reverse(f"registration:{name}", args=[ticket.order.event.slug, ticket.secret])


def first(order: Order) -> Ticket:
    return order.tickets.select_related("order__event").get(position=1)


def test_a_confirmed_order_shows_its_tickets_and_papers(client):
    order = make_paid(quantity=2)

    shown = text(client.get(page(order, "order")))

    assert order.code in shown
    assert shown.count('class="qr"') == 2
    assert all(ticket.code in shown for ticket in order.tickets.all())
    assert client.get(page(order, "tickets_pdf")).content.startswith(b"%PDF")
    assert client.get(page(order, "invoice")).content.startswith(b"%PDF")


def test_an_order_that_waits_says_how_to_pay_and_until_when(client):
    order = make_pending()

    shown = text(client.get(page(order, "order")))

    assert "24 October 2022" in shown
    assert "Bank: Example" in shown
    assert 'class="qr"' not in shown
    assert client.get(page(order, "tickets_pdf")).status_code == 404


def test_a_free_order_has_no_invoice(client):
    assert client.get(page(make_free(), "invoice")).status_code == 404


def test_money_that_is_to_come_back_is_said(client):
    order = make_paid()
    services.cancel(order=order, at=clock.now(), by_staff=True)

    assert "Money is to come back to you" in text(client.get(page(order, "order")))


@pytest.mark.parametrize("make", [make_pending, make_free])
def test_its_owner_cancels_an_order_nobody_paid(client, make):
    order = make()
    assert page(order, "cancel") in text(client.get(page(order, "order")))

    assert client.get(page(order, "cancel")).status_code == 200
    for _ in range(2):
        done = client.post(page(order, "cancel"), {"because": "Ill."}, follow=True)

    order.refresh_from_db()
    assert order.state == OrderState.CANCELLED
    assert "This order is cancelled" in text(done)
    assert client.get(at_door(first(order), "ticket_pdf")).status_code == 404


def test_a_paid_order_is_not_cancelled_by_its_owner(client):
    order = make_paid()

    client.post(page(order, "cancel"), {})

    order.refresh_from_db()
    assert order.state == OrderState.PAID
    assert page(order, "cancel") not in text(client.get(page(order, "order")))


def test_a_ticket_opens_for_its_holder(client):
    ticket = first(make_paid())

    shown = text(client.get(at_door(ticket)))

    assert ticket.code in shown
    assert 'class="qr"' in shown
    assert ticket.order.secret not in shown


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("ticket_pdf", "application/pdf"),
        ("ticket_qr", "image/svg+xml"),
        ("ticket_ics", "text/calendar; charset=utf-8"),
    ],
)
def test_a_ticket_can_be_taken_along(client, name, kind):
    answer = client.get(at_door(first(make_paid()), name))

    assert answer["Content-Type"] == kind
    assert answer["Cache-Control"] == "no-store, private"
    assert len(answer.content) > 100


def test_the_picture_of_a_qr_can_be_scanned(client):
    svg = client.get(at_door(first(make_paid()), "ticket_qr")).content

    assert minidom.parseString(svg).documentElement.tagName == "svg"


def test_a_ticket_that_is_not_paid_shows_no_qr(client):
    shown = client.get(at_door(first(make_pending())))

    assert "Not valid yet" in text(shown)
    assert 'class="qr"' not in text(shown)


def test_a_ticket_of_an_order_not_sent_off_is_not_there(client):
    assert client.get(at_door(first(make_filled()))).status_code == 404


@pytest.mark.parametrize("name", ["ticket", "ticket_edit", "ticket_pdf", "ticket_qr", "ticket_ics"])
def test_a_wrong_link_opens_no_ticket(client, name):
    ticket = first(make_paid())
    ticket.secret = ticket.secret[::-1]

    answer = client.get(at_door(ticket, name))

    assert answer.status_code == 404
    assert "This link opens no ticket" in text(answer)


def test_a_holder_changes_details_and_keeps_the_link(client):
    ticket = first(make_paid())
    sent = {"attendee_name": ADA["name"], "attendee_email": ADA["email"], "pronouns": "she/her"}

    done = client.post(at_door(ticket, "ticket_edit"), sent, follow=True)

    assert done.redirect_chain[-1][0] == at_door(ticket)
    assert "she/her" in text(done)


def test_a_holder_passes_the_ticket_on_and_the_old_link_says_so(client):
    ticket = first(make_paid())

    done = client.post(at_door(ticket, "ticket_edit"), GRACE, follow=True)

    assert done.status_code == 404
    assert "passed on to Grace Hopper" in text(done)
    assert client.get(at_door(ticket)).status_code == 404
    passed = first(ticket.order)
    assert passed.secret != ticket.secret
    assert passed.secret not in text(done)
    assert client.get(at_door(passed)).status_code == 200


def test_an_owner_passes_a_ticket_on_and_stays_on_the_order(client):
    order = make_paid()
    url = reverse("registration:attendee", args=[order.event.slug, order.code, order.secret, 1])

    done = client.post(url, GRACE, follow=True)

    assert done.redirect_chain[-1][0] == page(order, "order")
    assert "Ticket 1 is for Grace Hopper." in text(done)


def test_a_ticket_of_an_order_that_does_not_exist_is_not_found(client):
    order = make_paid()
    args = [order.event.slug, order.code, order.secret, 7]

    assert client.get(reverse("registration:attendee", args=args)).status_code == 404


def test_passing_on_after_the_cut_off_is_refused_and_the_form_kept(client, at):
    event = make_event(changes_until=at + timedelta(days=1))
    ticket = first(make_paid(ticket_type=make_sale(event=event)))

    with clock.seen_from(at + timedelta(days=2)):
        answer = client.post(at_door(ticket, "ticket_edit"), GRACE)

    assert answer.status_code == 409
    assert "The time for changes is over." in text(answer)
    assert 'value="Grace Hopper"' in text(answer)


def test_a_ticket_that_may_not_be_passed_on_stays(client):
    ticket = first(make_paid(ticket_type=make_sale(may_be_passed_on=False)))

    answer = client.post(at_door(ticket, "ticket_edit"), GRACE)

    assert answer.status_code == 409
    assert "cannot be passed on" in text(answer)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_cost_of_an_order_is_flat(client, django_assert_num_queries, rows):
    url = page(make_paid(quantity=rows), "order")

    with django_assert_num_queries(7):
        shown = client.get(url)

    assert shown.content.count(b'<article class="pass"') == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_the_cost_of_a_ticket_is_flat(client, django_assert_num_queries, rows):
    url = at_door(first(make_paid(quantity=rows)))

    with django_assert_num_queries(3):
        client.get(url)
