"""The whole way, as a browser goes it: by card, by invoice, free, and with everything twice."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from events.registration.models import Order, OrderState, PaymentMethod, Ticket
from foundation.billing.models import Entry, EntryKind, Payment
from tests.factories.events import make_event
from tests.factories.orders import make_foundation, make_sale

from .pages import answers, choose, page, shop, text, to_payment

BILL = {"method": "invoice", "address": "1 Main Street\nAustin", "country": "US"}
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]


def test_two_tickets_by_card(client):
    make_foundation()
    sale = make_sale(price=599)

    chosen = choose(client, sale, 2)
    order = Order.objects.get()
    assert chosen["Location"] == page(order, "attendees")
    filled = client.post(page(order, "attendees"), answers(2), follow=True)
    assert "Grace Hopper 2" in text(filled)
    checked = client.post(page(order, "check"), {"conduct": "on"})
    assert checked["Location"] == page(order, "pay")
    paying = client.post(page(order, "pay"), {"method": "card"})
    assert paying["Location"] == page(order, "card")
    done = client.post(page(order, "card"), {"outcome": "approve"}, follow=True)

    order.refresh_from_db()
    assert order.state == OrderState.PAID
    assert done.redirect_chain[-1][0] == page(order, "order")
    assert order.code in text(done)
    assert text(done).count('class="qr"') == 2


def test_by_invoice_after_the_card_was_declined(client):
    make_foundation()
    order = to_payment(client, make_sale())
    client.post(page(order, "pay"), {"method": "card"})

    declined = client.post(page(order, "card"), {"outcome": "decline"}, follow=True)
    assert "The card was not charged" in text(declined)
    assert "The bank declined the card." in text(declined)
    missing = client.post(page(order, "pay"), {"method": "invoice"})
    assert missing.status_code == 422
    assert "Give the postal address." in text(missing)
    address = {"method": "invoice", "address": "1 Main Street\nAustin", "country": "US"}
    placed = client.post(page(order, "pay"), address, follow=True)

    order.refresh_from_db()
    assert (order.state, order.method) == (OrderState.PENDING, PaymentMethod.INVOICE)
    assert f'Reference: <strong class="code-text">{order.code}</strong>' in text(placed)
    assert client.get(page(order, "invoice"))["Content-Type"] == "application/pdf"


def test_one_free_ticket_is_one_page(client):
    make_foundation()
    event = make_event(zone="UTC")
    make_sale(event=event, price=0)
    form = client.get(shop(event)).context["form"]

    done = client.post(
        shop(event),
        {
            "basket": form["basket"].value(),
            "attendee_name": "Ada Lovelace",
            "attendee_email": "ada@example.org",
            "conduct": "on",
        },
        follow=True,
    )

    ticket = Ticket.objects.get()
    assert ticket.order.state == OrderState.PAID
    assert ticket.attendee_name == ticket.order.name == "Ada Lovelace"
    assert ticket.code in text(done)


def test_several_free_tickets_are_confirmed_without_payment(client):
    make_foundation()
    sale = make_sale(price=0, most_per_order=5)
    basket = client.get(shop(sale.event)).context["form"]["basket"].value()
    client.post(f"{shop(sale.event)}?group=1", {"basket": basket, f"quantity_{sale.pk}": 2})
    order = Order.objects.get()
    client.post(page(order, "attendees"), answers(2))

    assert "Confirm registration" in text(client.get(page(order, "check")))
    done = client.post(page(order, "check"), {"conduct": "on"}, follow=True)

    assert done.redirect_chain[-1][0] == page(order, "order")
    assert Order.objects.get().state == OrderState.PAID


def test_every_step_sent_twice_is_one_order_and_one_charge(client):
    make_foundation()
    sale = make_sale(price=599)
    basket = client.get(shop(sale.event)).context["form"]["basket"].value()
    for _ in range(2):
        client.post(shop(sale.event), {"basket": basket, f"quantity_{sale.pk}": 1})
    order = Order.objects.get()
    for _ in range(2):
        client.post(page(order, "attendees"), answers())
    for _ in range(2):
        client.post(page(order, "check"), {"conduct": "on"})
    for _ in range(2):
        client.post(page(order, "pay"), {"method": "card"})
    for _ in range(2):
        client.post(page(order, "card"), {"outcome": "approve"})

    assert Order.objects.get().state == OrderState.PAID
    assert Payment.objects.count() == 1
    assert Entry.objects.filter(kind=EntryKind.PAYMENT).count() == 1


def test_back_to_the_tickets_changes_the_same_order(client):
    sale = make_sale(size=10)
    choose(client, sale, 1)
    order = Order.objects.get()
    client.post(page(order, "attendees"), answers())

    again = choose(client, sale, 3)

    assert again["Location"] == page(Order.objects.get(), "attendees")
    assert order.tickets.count() == 3
    assert order.tickets.get(position=1).attendee_name == "Ada Lovelace"


def test_back_after_paying_leads_to_what_was_ordered(client):
    make_foundation()
    sale = make_sale()
    basket = client.get(shop(sale.event)).context["form"]["basket"].value()
    order = to_payment(client, sale)
    client.post(page(order, "pay"), {"method": "card"})
    client.post(page(order, "card"), {"outcome": "approve"})

    back = client.post(shop(sale.event), {"basket": basket, f"quantity_{sale.pk}": 1}, follow=True)

    assert back.redirect_chain[-1][0] == page(order, "order")
    assert "nothing was ordered twice" in text(back)
    assert Order.objects.count() == 1


def test_after_an_order_the_tickets_page_begins_a_new_one(client):
    make_foundation()
    sale = make_sale()
    order = to_payment(client, sale)
    client.post(page(order, "pay"), {"method": "card"})
    client.post(page(order, "card"), {"outcome": "approve"})

    assert "You have ordered already" in text(client.get(shop(sale.event)))
    choose(client, sale)

    assert Order.objects.count() == 2


def test_two_tabs_fill_one_order(client):
    sale = make_sale(size=10)
    first, second = (client.get(shop(sale.event)).context["form"] for _ in range(2))
    for form, quantity in ((first, 1), (second, 2)):
        sent = {"basket": form["basket"].value(), f"quantity_{sale.pk}": quantity}
        client.post(shop(sale.event), sent)

    assert Order.objects.get().tickets.count() == 2


def test_two_browsers_fill_two_orders():
    sale = make_sale(size=10)
    for _ in range(2):
        choose(Client(), sale)

    assert Order.objects.count() == 2


def test_the_tickets_page_leads_back_to_a_held_order(client):
    sale = make_sale()
    choose(client, sale, 2)

    shown = text(client.get(shop(sale.event)))

    assert "You have 2 tickets on hold until" in shown
    assert "02:30 PDT" in shown
    assert page(Order.objects.get(), "order") in shown


@pytest.mark.parametrize(
    ("filled", "checked", "name"),
    [(False, False, "attendees"), (True, False, "check"), (True, True, "pay")],
)
def test_the_link_of_a_held_order_leads_to_where_it_was_left(client, filled, checked, name):
    choose(client, make_sale())
    order = Order.objects.get()
    if filled:
        client.post(page(order, "attendees"), answers())
    if checked:
        client.post(page(order, "check"), {"conduct": "on"})

    assert Client().get(page(order, "order"))["Location"] == page(order, name)


def test_payment_cannot_be_reached_around_the_code_of_conduct(client):
    choose(client, make_sale())
    order = Order.objects.get()
    client.post(page(order, "attendees"), answers())

    assert client.post(page(order, "pay"), {"method": "card"})["Location"] == page(order, "check")
    assert Payment.objects.count() == 0


def test_a_stale_card_page_does_not_charge_an_order_that_was_changed(client):
    make_foundation()
    sale = make_sale(size=10)
    order = to_payment(client, sale)
    client.post(page(order, "pay"), {"method": "card"})
    choose(client, sale, 2)

    answer = client.post(page(order, "card"), {"outcome": "approve"})

    assert answer["Location"] == page(order, "pay")
    assert Order.objects.get().state == OrderState.HELD


def test_each_page_of_the_way_costs_so_many_queries(client):
    """What is asked on nine pages: the tickets, who comes, is all right, how to pay, the order."""
    make_foundation()
    sale, costs = make_sale(price=599), []

    def open_(address, sent=None):
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(address) if sent is None else client.post(address, sent)
        costs.append(len(asked))
        return answer

    first = open_(shop(sale.event))
    sent = {"basket": first.context["form"]["basket"].value(), f"quantity_{sale.pk}": 1}
    answer = open_(shop(sale.event), sent)
    for more in (answers(), {"conduct": "on"}, BILL):
        step = answer.url
        assert open_(step).status_code == 200
        answer = open_(step, more)
    assert open_(answer.url).status_code == 200
    assert costs == [4, 11, 3, 11, 3, 8, 3, 20, 5]
