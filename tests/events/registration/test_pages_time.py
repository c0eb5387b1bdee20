"""Half an hour: how long places are held, more of it, and what happens when it is over."""

from datetime import timedelta

import pytest

from events.registration import services
from events.registration.models import Order, OrderState, TicketType
from foundation.base import clock
from tests.factories.orders import make_filled, make_foundation, make_held, make_sale

from .pages import answers, page, shop, text, to_payment

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]

LATE = timedelta(minutes=31)


def lapsed(order: Order, at) -> Order:
    services.release_expired(at + LATE)
    order.refresh_from_db()
    return order


def test_more_time_while_typing_keeps_what_is_typed(client, at):
    order = make_held()

    with clock.seen_from(at + timedelta(minutes=20)):
        answer = client.post(
            page(order, "attendees"), {"extend": "yes", "name": "Ada", "email": "half an e-ma"}
        )

    order.refresh_from_db()
    assert order.held_until == at + timedelta(minutes=50)
    assert answer.status_code == 200
    assert 'value="half an e-ma"' in text(answer)
    assert "<title>Error" not in text(answer)


def test_the_hold_is_said_with_its_end_and_can_be_extended_ten_times(client, at):
    order = make_held()
    assert "30 minutes</span>" in text(client.get(page(order, "attendees")))

    for number in range(1, 11):
        with clock.seen_from(at + number * timedelta(minutes=20)):
            done = client.post(page(order, "extend"), {"next": "attendees"})
            assert done["Location"] == page(order, "attendees")

    order.refresh_from_db()
    assert order.extensions == 10
    assert order.held_until == at + timedelta(minutes=230)


def test_extending_leads_to_no_page_of_somebody_elses(client):
    order = make_held()

    answer = client.post(page(order, "extend"), {"next": "https://evil.example/"})

    assert answer["Location"] == page(order, "order")


def test_attendees_sent_after_the_time_take_the_places_again(client, at):
    order = lapsed(make_held(quantity=2), at)

    with clock.seen_from(at + LATE):
        assert "no longer held" in text(client.get(page(order, "attendees")))
        answer = client.post(page(order, "attendees"), answers(2))

    order.refresh_from_db()
    assert answer["Location"] == page(order, "check")
    assert order.state == OrderState.HELD
    assert order.tickets.get(position=2).attendee_name == "Grace Hopper 2"


def test_places_gone_after_the_time_are_said_and_the_answers_kept(client, at):
    sale = make_sale(size=1)
    order = lapsed(make_held(ticket_type=sale), at)
    with clock.seen_from(at + LATE):
        make_held(ticket_type=sale)
        answer = client.post(page(order, "attendees"), answers())

    order.refresh_from_db()
    assert answer.status_code == 409
    assert "Sold out" in text(answer)
    assert f'action="{shop(sale.event)}"' in text(answer)
    assert order.name == "Ada Lovelace"


def test_one_click_on_the_link_of_a_lapsed_order_tries_again(client, at):
    order = lapsed(make_filled(), at)

    with clock.seen_from(at + LATE):
        assert "Hold them again" in text(client.get(page(order, "order")))
        again = client.post(page(order, "extend"), {"next": "order"}, follow=True)

    assert again.redirect_chain[-1][0] == page(order, "check")
    assert "held again" in text(again)


def test_a_higher_price_after_the_time_is_said_before_anything_is_confirmed(client, at):
    sale = make_sale(price=599)
    order = lapsed(make_filled(ticket_type=sale), at)
    TicketType.objects.update(price=799)

    with clock.seen_from(at + LATE):
        answer = client.post(page(order, "check"), {"conduct": "on"}, follow=True)

    order.refresh_from_db()
    assert answer.redirect_chain[-1][0] == page(order, "check")
    assert "the total is now USD 799" in text(answer)
    assert order.conduct_accepted_at is None


def test_paying_after_the_time_goes_on_when_the_places_are_still_there(client, at):
    make_foundation()
    order = to_payment(client, make_sale())
    lapsed(order, at)

    with clock.seen_from(at + LATE):
        assert client.post(page(order, "pay"), {"method": "card"})["Location"] == page(
            order, "card"
        )
        client.post(page(order, "card"), {"outcome": "approve"})

    order.refresh_from_db()
    assert order.state == OrderState.PAID
