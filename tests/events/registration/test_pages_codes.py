"""Promo codes on the pages of buying: applied, removed, mistaken, shared, kept, and never leaking."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client

from events.registration import services
from events.registration.models import Code, Effect, Order, OrderState
from foundation.base import clock
from tests.factories.events import make_event, make_stock, make_ticket_type
from tests.factories.orders import make_code, make_foundation, make_held, make_sale

from .pages import answers, choose, page, shop, text, to_payment

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]

UNKNOWN = "We do not know this code, or its time is over."


@pytest.fixture
def sale():
    return make_sale(name="Pass", price=599)


@pytest.fixture
def hidden(sale):
    """A type that the code HIDDEN opens, at USD 249."""
    kind = make_sale(event=sale.event, name="Contributor pass", price=249, audience="with_code")
    make_code(event=sale.event, text="HIDDEN", effect=Effect.NONE, types=[kind], most_uses=5)
    return kind


def send(client, event, **fields):
    return client.post(shop(event), fields)


def test_applying_changes_the_price_and_keeps_the_number(client, sale):
    make_code(ticket_type=sale)

    shown = choose(client, sale, 3, code="hel-lo", apply="yes")

    assert shown.status_code == 200
    assert "<strong>Code HELLO</strong>: 10 % off" in text(shown)
    assert re.search(r"instead of <s>(<[^>]*>)?USD 599", text(shown))
    assert shown.context["total"] == Decimal("1617.30")
    assert 'data-price="539.10"' in text(shown)
    assert Order.objects.count() == 0


def test_removing_brings_the_full_price_back(client, sale):
    make_code(ticket_type=sale)
    choose(client, sale, 2, code="HELLO", apply="yes")

    shown = send(client, sale.event, code="HELLO", remove="yes", **{f"quantity_{sale.pk}": 2})

    assert shown.context["total"] == 2 * sale.price
    assert "Code HELLO" not in text(shown)
    assert "Code HELLO" not in text(client.get(shop(sale.event)))


def test_a_link_applies_its_code(client, sale, hidden):
    shown = client.get(shop(sale.event), {"code": "hidden"})

    assert "Contributor pass" in text(shown)
    assert "With the code HIDDEN" in text(shown)
    assert shown.context["total"] == 249


@pytest.mark.parametrize("typed", ["NOBODY", "ENDED", "💥", "<b>x</b>", "\x00", "X" * 9000, "-"])
def test_a_link_with_a_wrong_code_says_so_and_sells_at_full_price(client, sale, typed):
    make_code(ticket_type=sale, text="ENDED", valid_until=clock.now())

    shown = client.get(shop(sale.event), {"code": typed})

    assert shown.status_code == 200
    assert UNKNOWN in text(shown)
    assert "<b>x</b>" not in text(shown)
    assert 'data-price="599.00"' in text(shown)


@pytest.mark.parametrize("button", [{}, {"apply": "yes"}, {"count": "yes"}])
def test_a_wrong_code_is_said_at_its_field_and_nothing_is_held(client, sale, button):
    answer = choose(client, sale, 2, code="HELO", **button)

    assert answer.status_code == 422
    assert f'<a href="#id_code">Promo code: {UNKNOWN}' in text(answer)
    assert 'value="HELO"' in text(answer)
    assert answer.context["form"][f"quantity_{sale.pk}"].value() == "2"
    assert Order.objects.count() == 0


def test_a_code_typed_but_not_applied_is_applied_by_going_on_and_said(client, sale):
    make_code(ticket_type=sale)

    choose(client, sale, 1, code="hello")

    order = Order.objects.get()
    assert order.promo_code.text == "HELLO"
    shown = text(client.get(page(order, "attendees")))
    assert "You had typed the code HELLO: it is applied now, 10 % off." in shown
    assert "Code HELLO" in shown


def test_an_applied_code_is_not_mentioned_twice(client, sale):
    make_code(ticket_type=sale)
    choose(client, sale, 1, code="HELLO", applied="HELLO")
    assert "it is applied now" not in text(client.get(page(Order.objects.get(), "attendees")))


def test_a_code_for_other_tickets_is_said_at_its_field(client, sale, hidden):
    answer = choose(client, sale, 1, code="HIDDEN")

    assert answer.status_code == 422
    assert "The code HIDDEN is not for the tickets you chose." in text(answer)
    assert "Contributor pass" in text(answer)
    assert not Order.objects.exists()


def test_nothing_shows_a_hidden_type_without_its_code(client, sale, hidden):
    make_code(event=sale.event, text="OTHER")
    urls = [
        shop(sale.event),
        shop(sale.event) + "?code=OTHER",
        shop(sale.event) + "?code=WRONG",
        sale.event.get_absolute_url(),
        "/events/",
    ]

    for url in urls:
        shown = text(client.get(url))
        assert "Contributor pass" not in shown, url
        assert "249" not in shown, url


@pytest.mark.parametrize("code", ["", "OTHER", "WRONG"])
def test_a_hidden_type_sent_without_its_code_is_as_if_it_was_not_there(client, sale, hidden, code):
    make_code(event=sale.event, text="OTHER")
    sent = {"code": code, "basket": ""}

    forged = send(client, sale.event, **sent | {f"quantity_{hidden.pk}": 1})
    nothing = send(client, sale.event, **sent | {"quantity_999999": 1})

    assert (forged.status_code, nothing.status_code) == (422, 422)
    assert forged.context["form"].errors == nothing.context["form"].errors
    assert "Contributor" not in text(forged)


def test_a_hidden_type_is_bought_with_its_code(client, sale, hidden):
    make_foundation()
    sent = {"code": "HIDDEN", f"quantity_{hidden.pk}": 1}

    send(client, sale.event, **sent)

    assert Order.objects.get().total == 249


def test_a_code_used_up_between_two_pages_is_said_and_kept(client, sale):
    make_code(ticket_type=sale, most_uses=1)
    choose(client, sale, 1, code="HELLO", apply="yes")
    make_held(ticket_type=sale, code="HELLO")

    answer = choose(client, sale, 1, code="HELLO")

    assert answer.status_code == 422
    assert "The code HELLO has been used up." in text(answer)
    assert 'value="HELLO"' in text(answer)
    assert Order.objects.count() == 1


def test_more_tickets_than_uses_are_said_with_the_number(client, sale):
    make_code(ticket_type=sale, most_uses=2)

    answer = choose(client, sale, 3, code="HELLO")

    assert answer.status_code == 422
    assert "good for 2 more of these tickets" in text(answer)


def test_my_own_last_use_is_not_used_up_for_me(client, sale):
    make_code(ticket_type=sale, most_uses=1)
    choose(client, sale, 1, code="HELLO")

    shown = client.get(shop(sale.event))
    again = choose(client, sale, 1, code="HELLO", applied="HELLO")

    assert "<strong>Code HELLO</strong>" in text(shown)
    assert again.status_code == 302
    assert (Order.objects.count(), Code.objects.get().used) == (1, 1)


def test_a_second_tab_knows_the_code(client, sale):
    make_code(ticket_type=sale)
    choose(client, sale, 1, code="HELLO", apply="yes")

    assert "<strong>Code HELLO</strong>" in text(client.get(shop(sale.event)))
    choose(client, sale, 1, code="HELLO")
    assert "<strong>Code HELLO</strong>" in text(client.get(shop(sale.event)))
    assert "Code HELLO" not in text(Client().get(shop(sale.event)))


def test_a_code_in_the_cookie_that_ended_is_said_once(client, sale):
    code = make_code(ticket_type=sale)
    client.get(shop(sale.event), {"code": "HELLO"})
    code.delete()

    assert UNKNOWN in text(client.get(shop(sale.event)))
    assert UNKNOWN not in text(client.get(shop(sale.event)))


def test_going_on_without_the_code_pays_the_full_price(client, sale):
    make_code(ticket_type=sale)
    choose(client, sale, 1, code="HELLO")

    choose(client, sale, 1, code="")

    assert Order.objects.get().total == 599
    assert Code.objects.get().used == 0


def test_the_code_survives_the_half_hour(client, sale, at):
    make_code(ticket_type=sale, most_uses=1)
    choose(client, sale, 1, code="HELLO")
    services.release_expired(at + timedelta(minutes=31))

    with clock.seen_from(at + timedelta(minutes=32)):
        assert "<strong>Code HELLO</strong>" in text(client.get(shop(sale.event)))
        order = Order.objects.get()
        client.post(page(order, "attendees"), answers())

    order.refresh_from_db()
    assert (order.state, order.total, Code.objects.get().used) == (
        OrderState.HELD,
        Decimal("539.10"),
        1,
    )


def test_a_code_that_others_took_meanwhile_lands_on_the_tickets(client, sale, at):
    make_code(ticket_type=sale, most_uses=1)
    choose(client, sale, 1, code="HELLO")
    services.release_expired(at + timedelta(minutes=31))
    make_held(ticket_type=sale, code="HELLO", at=at + timedelta(minutes=31))

    with clock.seen_from(at + timedelta(minutes=32)):
        order = Order.objects.order_by("pk").first()
        answer = client.post(page(order, "attendees"), answers())

    assert answer.status_code == 409
    assert "The code HELLO has been used up." in text(answer)
    assert answer.context["form"][f"quantity_{sale.pk}"].value() == "1"


@pytest.mark.parametrize("fields", [{"owner_email": "grace@example.org"}, {"most_per_person": 1}])
def test_a_refusal_of_the_person_lands_at_the_code(client, sale, fields):
    make_foundation()
    make_code(ticket_type=sale, most_uses=0, **fields)
    order = to_payment(client, sale, 2)
    services.hold(
        event=sale.event, lines=[(sale.pk, 2)], basket=order.basket, at=clock.now(), code="HELLO"
    )

    answer = client.post(page(order, "pay"), {"method": "card"})

    order.refresh_from_db()
    assert answer.status_code == 409
    assert '<a href="#id_code">Promo code: The code HELLO' in text(answer)
    assert f"(now {order.email})" in text(answer)
    assert answer.context["form"][f"quantity_{sale.pk}"].value() == "2"
    assert Order.objects.get().state == OrderState.HELD
    sent = {"basket": answer.context["form"]["basket"].value(), f"quantity_{sale.pk}": 2}
    assert send(client, sale.event, **sent).status_code == 302
    assert Order.objects.get().total == 1198


def test_check_and_order_pages_name_the_code(client):
    make_foundation()
    sale = make_sale(price=0)
    make_code(ticket_type=sale)
    choose(client, sale, 1, code="HELLO")
    order = Order.objects.get()
    client.post(page(order, "attendees"), answers())

    assert "Code HELLO" in text(client.get(page(order, "check")))


def test_a_code_for_everything_makes_the_order_free(client, sale):
    make_foundation()
    make_code(ticket_type=sale, value=100)
    choose(client, sale, 1, code="HELLO")
    order = Order.objects.get()
    client.post(page(order, "attendees"), answers())

    client.post(page(order, "check"), {"conduct": "on"})

    order.refresh_from_db()
    assert (order.state, order.total) == (OrderState.PAID, 0)
    assert "Code HELLO" in text(client.get(order.get_absolute_url()))


def test_hidden_tickets_alone_are_reached_by_a_code_on_the_closed_page(client):
    event = make_event()
    kind = make_sale(event=event, audience="with_code", price=249)
    make_code(event=event, effect=Effect.NONE, types=[kind])

    shown = client.get(shop(event))
    assert "Promo code, if you have one" in text(shown)
    assert kind.name not in text(shown)
    assert UNKNOWN in text(client.get(shop(event), {"code": "WRONG"}))
    assert kind.name in text(client.get(shop(event), {"code": "HELLO"}))


def test_the_page_of_a_free_ticket_leads_to_the_field(client):
    event = make_event()
    make_sale(event=event, price=0)
    assert "I have a promo code" not in text(client.get(shop(event)))
    make_code(event=event)

    assert "I have a promo code" in text(client.get(shop(event)))
    assert 'name="code"' in text(client.get(shop(event), {"group": "1"}))


def test_an_event_without_codes_asks_for_none(client, sale):
    assert 'name="code"' not in text(client.get(shop(sale.event)))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_cost_of_the_tickets_page_with_a_code_is_flat(client, django_assert_num_queries, rows):
    event = make_event()
    stock = make_stock(event=event)
    kinds = [
        make_ticket_type(event=event, stock=stock, audience=audience)
        for _ in range(rows)
        for audience in ("all", "with_code")
    ]
    make_code(event=event, types=kinds)

    with django_assert_num_queries(6):
        response = client.get(shop(event), {"code": "HELLO"})

    assert response.content.count(b'class="choice"') == 2 * rows
