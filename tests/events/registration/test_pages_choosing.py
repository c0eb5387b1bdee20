"""The tickets page: what it says, and what it does with what should never have been sent."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from events.models import Event
from events.registration import services
from events.registration.models import Audience, Order, OrderState, Stock
from foundation.base import clock
from tests.factories.events import make_event, make_stock, make_ticket_type
from tests.factories.orders import make_foundation, make_free, make_held, make_sale

from .pages import answers, choose, page, shop, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]


def test_a_price_that_rises_says_when_in_the_venues_zone(client):
    event = make_event()
    rise = datetime(2023, 2, 16, 8, tzinfo=UTC)
    make_sale(event=event, name="Early pass", step_of="Pass", price=599, sales_until=rise)
    make_sale(event=event, name="Regular pass", step_of="Pass", price=799, sales_from=rise)

    shown = text(client.get(shop(event)))

    assert "USD 799" in shown
    assert "16 February 2023, 00:00 PST" in shown


def test_remaining_places_are_named_only_when_few(client):
    few, many = make_sale(size=3), make_sale(size=300)

    assert "Only 3 left" in text(client.get(shop(few.event)))
    assert not re.search(r"\d left", text(client.get(shop(many.event))))


def left(event):
    return Client().get(f"{shop(event)}left.json").json()["left"]


def test_an_open_page_is_told_what_few_places_are_left_and_nothing_of_what_is_hidden(
    client, django_assert_num_queries
):
    event = make_event()
    few = make_sale(event=event, size=3)
    make_sale(event=event, size=300)
    gone = make_sale(event=event, size=1)
    make_sale(event=event, size=2, audience=Audience.WITH_CODE)
    assert f'data-left="{few.pk}"' in text(client.get(shop(event)))
    make_held(ticket_type=gone)

    with django_assert_num_queries(3):
        assert left(event) == {str(few.pk): 3, str(gone.pk): 0}

    Event.objects.update(registration_closes_at=clock.now() - timedelta(days=1))
    assert left(event) == {}
    assert client.get("/events/nowhere/register/left.json").status_code == 404


def test_the_only_ticket_there_is_to_choose_is_chosen_once(client):
    event = make_event()
    sale = make_sale(event=event, price=599)
    make_sale(event=event, size=0)

    alone = client.get(shop(event)).context["form"]
    make_sale(event=event, price=799)
    beside = client.get(shop(event)).context["form"]

    assert (alone[f"quantity_{sale.pk}"].value(), alone.total()) == (1, 599)
    assert (beside[f"quantity_{sale.pk}"].value(), beside.total()) == (0, 0)


def test_a_sold_out_ticket_has_no_field(client):
    sale = make_sale(size=1)
    make_held(ticket_type=sale)

    shown = client.get(shop(sale.event))

    assert "Sold out" in text(shown)
    assert f"quantity_{sale.pk}" not in text(shown)


def test_what_i_hold_is_free_for_me(client):
    sale = make_sale(size=2)
    choose(client, sale, 2)

    assert choose(client, sale, 2).status_code == 302


def test_who_needs_more_than_one_order_may_have_is_told_whom_to_ask(client):
    event = make_event(contact_email="summit@example.org")
    ticket_type = make_sale(event=event, size=60, most_per_order=40)
    said = "Do you need more than 40? Write to"

    assert said in text(client.get(shop(event)))
    ticket_type.most_per_order = 1
    ticket_type.save()
    assert "Do you need more than" not in text(client.get(shop(event)))


def test_the_total_is_added_up_without_a_script(client):
    sale = make_sale(price=599, tax_rate=5)

    shown = choose(client, sale, 3, count="yes")

    assert shown.status_code == 200
    assert "USD 1,797" in text(shown)
    assert "USD 85.56" in text(shown)
    assert Order.objects.count() == 0


@pytest.mark.parametrize(
    "quantity", ["-1", "999999", "abc", "", "0", "1.5", "٣" * 3, "9" * 5000, "\x00", "None"]
)
def test_a_quantity_nobody_could_choose_is_refused_in_words(client, quantity):
    sale = make_sale()

    answer = choose(client, sale, quantity)

    assert answer.status_code == 422
    assert "<title>Error: " in text(answer)
    assert 'class="error-summary"' in text(answer)
    assert Order.objects.count() == 0


def test_a_hidden_ticket_cannot_be_sent(client):
    sale = make_sale()
    hidden = make_ticket_type(event=sale.event, audience=Audience.WITH_CODE, price=1)
    answer = client.post(shop(sale.event), {f"quantity_{hidden.pk}": 1})

    assert answer.status_code == 422
    assert f'<a href="#id_quantity_{sale.pk}">' in text(answer)
    assert text(answer).count("Choose at least one ticket.") == 2
    assert hidden.name not in text(answer)


def test_a_ticket_of_another_event_cannot_be_sent(client):
    sale, other = make_sale(), make_sale()
    answer = client.post(shop(sale.event), {f"quantity_{other.pk}": 1})

    assert answer.status_code == 422
    assert Order.objects.count() == 0


def test_a_page_opened_before_the_price_rose_says_so_and_keeps_the_number(client):
    event = make_event()
    rise = datetime(2022, 10, 10, 8, 59, tzinfo=UTC)
    old = make_sale(event=event, name="Early", step_of="Pass", price=599, sales_until=rise)
    new = make_sale(event=event, name="Regular", step_of="Pass", price=799, sales_from=rise)

    answer = client.post(shop(event), {f"quantity_{old.pk}": 2})

    assert answer.status_code == 422
    assert "Pass now costs USD 799" in text(answer)
    assert answer.context["form"][f"quantity_{new.pk}"].value() == "2"


def test_sold_out_while_choosing_lands_on_the_same_page_with_the_rest_kept(client):
    event = make_event()
    gone, there = make_sale(event=event, size=1), make_sale(event=event, size=5)
    basket = client.get(shop(event)).context["form"]["basket"].value()
    sent = {"basket": basket, f"quantity_{gone.pk}": 1, f"quantity_{there.pk}": 2}
    make_held(ticket_type=gone)

    answer = client.post(shop(event), sent)

    assert answer.status_code == 422
    assert "Sold out" in text(answer)
    assert answer.context["form"][f"quantity_{there.pk}"].value() == "2"


def test_the_last_places_lost_in_the_same_moment_are_a_conflict(client, monkeypatch):
    sale = make_sale(size=1)
    hold = services.hold

    def slower(**fields):
        Stock.objects.update(taken=1)
        return hold(**fields)

    monkeypatch.setattr(services, "hold", slower)
    answer = choose(client, sale)

    assert answer.status_code == 409
    assert "Sold out" in text(answer)


@pytest.mark.parametrize("basket", ["", "x" * 4000, "made-up:signature", "\x00"])
def test_a_basket_that_was_not_given_out_here_is_not_believed(client, basket):
    sale = make_sale()

    answer = client.post(shop(sale.event), {"basket": basket, f"quantity_{sale.pk}": 1})

    assert answer.status_code == 302
    assert Order.objects.get().basket not in basket or not basket


def test_a_basket_of_another_event_does_not_open_its_order(client):
    one, two = make_sale(), make_sale()
    foreign = client.get(shop(one.event)).context["form"]["basket"].value()
    client.post(shop(one.event), {"basket": foreign, f"quantity_{one.pk}": 1})

    client.post(shop(two.event), {"basket": foreign, f"quantity_{two.pk}": 1})

    assert Order.objects.count() == 2
    assert {order.event_id for order in Order.objects.all()} == {one.event_id, two.event_id}


def test_a_form_without_its_token_is_explained(at):
    sale = make_sale()
    strict = Client(enforce_csrf_checks=True)

    answer = strict.post(shop(sale.event), {f"quantity_{sale.pk}": 1})

    assert answer.status_code == 403
    assert "send it again" in text(answer)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"registration_opens_at": datetime(2022, 11, 1, tzinfo=UTC)}, "Registration opens later"),
        ({"registration_closes_at": datetime(2022, 10, 9, tzinfo=UTC)}, "Registration is closed"),
        ({"cancelled_at": datetime(2022, 10, 9, tzinfo=UTC)}, "is cancelled"),
    ],
)
def test_a_closed_registration_says_why_and_offers_a_way_on(client, fields, words):
    sale = make_sale(event=make_event(**fields))

    shown = client.get(shop(sale.event))

    assert shown.status_code == 200
    assert words in text(shown)
    assert sale.event.get_absolute_url() in text(shown)
    assert client.post(shop(sale.event), {f"quantity_{sale.pk}": 1}).status_code == 409


def test_an_event_that_is_not_public_is_not_there(client):
    assert client.get(shop(make_event(is_public=False))).status_code == 404


def test_places_that_lapsed_are_offered_again_with_what_was_chosen(client, at):
    sale = make_sale(size=5)
    choose(client, sale, 2)
    services.release_expired(at + timedelta(minutes=31))

    with clock.seen_from(at + timedelta(minutes=32)):
        shown = client.get(shop(sale.event))
        assert "Your places are no longer held" in text(shown)
        assert shown.context["form"][f"quantity_{sale.pk}"].value() == 2
        assert choose(client, sale, 2).status_code == 302

    assert Order.objects.get().state == OrderState.HELD


def test_a_free_page_sent_twice_registers_once(client):
    make_foundation()
    event = make_event()
    make_sale(event=event, price=0)
    basket = client.get(shop(event)).context["form"]["basket"].value()
    sent = {"basket": basket, "conduct": "on"} | {
        "attendee_name": "Ada Lovelace",
        "attendee_email": "ada@example.org",
    }

    first, second = (client.post(shop(event), sent) for _ in range(2))

    assert first["Location"] == second["Location"]
    assert Order.objects.count() == 1


def test_a_free_page_with_mistakes_keeps_what_was_typed(client):
    event = make_event()
    make_sale(event=event, price=0)

    answer = client.post(shop(event), {"attendee_name": "Ada", "attendee_email": "ada at home"})

    assert answer.status_code == 422
    assert "<title>Error: " in text(answer)
    assert 'value="ada at home"' in text(answer)
    assert "Write the e-mail like name@example.org." in text(answer)
    assert "Accept the code of conduct to register." in text(answer)
    assert Order.objects.count() == 0


def test_a_free_event_that_filled_up_meanwhile_registers_nobody(client, monkeypatch):
    sale = make_sale(price=0, size=1)
    order_at_once = services.order_at_once

    def slower(**fields):
        Stock.objects.update(taken=1)
        return order_at_once(**fields)

    monkeypatch.setattr(services, "order_at_once", slower)
    sent = {"attendee_name": "Ada", "attendee_email": "a@example.org", "conduct": "on"}
    answer = client.post(shop(sale.event), sent)

    assert answer.status_code == 409
    assert Order.objects.count() == 0


def test_a_logged_in_reader_hears_of_the_ticket_they_have(client, django_user_model):
    order = make_free()
    client.force_login(django_user_model.objects.create(email="ada@example.org"))

    assert "You already have a ticket" in text(client.get(shop(order.event)))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_cost_of_the_tickets_page_is_flat(client, django_assert_num_queries, rows):
    event = make_event()
    stock = make_stock(event=event)
    for _ in range(rows):
        make_ticket_type(event=event, stock=stock)

    with django_assert_num_queries(4):
        response = client.get(shop(event))

    assert response.content.count(b'class="choice"') == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_the_cost_of_the_tickets_page_with_a_held_order_is_flat(
    client, django_assert_num_queries, rows
):
    sale = make_sale()
    choose(client, sale, rows)
    client.post(page(Order.objects.get(), "attendees"), answers(rows))

    with django_assert_num_queries(5):
        client.get(shop(sale.event))
