"""Taxes as the buyer meets them: said from the first page, asked for once, never a surprise."""

import pytest

from events.registration.models import Order
from foundation.billing.models import Account
from tests.factories.events import make_ticket_type
from tests.factories.orders import make_filled, make_foundation, make_held, make_sale
from tests.factories.taxes import REVERSED, make_rule

from .pages import answers, choose, page, shop, text, to_payment

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]

FIRM = {"country": "IT", "is_business": "on", "tax_number": "IT 00743110157"}
INVOICE = {"method": "invoice", "address": "Via Roma 1", "country": "IT"}


@pytest.fixture
def sale():
    make_foundation()
    return make_sale(price=119, tax_rule=make_rule())


@pytest.fixture
def added():
    make_foundation()
    return make_sale(price=100, tax_rule=make_rule(includes_tax=False))


def test_the_first_page_says_the_total_with_the_usual_tax(client, sale):
    shown = text(choose(client, sale, 2, count="yes"))

    assert "USD 238" in shown
    assert "VAT 19 %, in the total</span><span>USD 38" in shown
    assert "Who buys may change the tax" in shown


def test_a_price_without_tax_is_shown_with_it_too(client, added):
    shown = text(client.get(shop(added.event)))

    assert "USD 100" in shown
    assert "USD 119 with VAT 19 %" in shown
    assert 'data-price="119.00"' in shown


def test_the_country_is_asked_for_only_where_the_tax_depends_on_it(client, sale):
    assert 'name="is_business"' in text(client.get(page(make_held(ticket_type=sale), "attendees")))
    flat = make_held(ticket_type=make_ticket_type(event=sale.event, price=50, tax_rate=5))
    assert 'name="is_business"' not in text(client.get(page(flat, "attendees")))


def test_a_country_has_to_be_chosen_and_nothing_typed_is_lost(client, sale):
    order = make_held(ticket_type=sale)

    answer = client.post(page(order, "attendees"), answers(name="Åsa"))

    assert answer.status_code == 422
    assert "Choose the country." in text(answer)
    assert 'value="Åsa"' in text(answer)


@pytest.mark.parametrize(
    ("country", "number", "sentence"),
    [
        ("IT", "IT123", "This is no valid tax number of Italy, which is IT and 11 digits"),
        ("IT", "DE136695976", "This number is one of Germany, and you chose Italy"),
        ("DE", "<script>alert(1)</script>", "no valid tax number of Germany"),
        ("IT", "9" * 41, "Use at most 40 characters"),
        ("IT", "\u202e\x00751", "no valid tax number of Italy"),
        ("XX", "IT00743110157", "Choose a country of the list."),
    ],
)
def test_a_wrong_number_is_said_at_its_field_and_stays_there(
    client, sale, country, number, sentence
):
    order = make_held(ticket_type=sale)

    answer = client.post(page(order, "attendees"), answers(country=country, tax_number=number))

    assert answer.status_code == 422
    assert sentence in text(answer)
    assert "<script>alert" not in text(answer)
    order.refresh_from_db()
    assert (order.name, order.total) == ("", 119)


def test_the_check_says_net_tax_total_and_why(client, sale):
    order = make_held(ticket_type=sale, quantity=2)
    client.post(page(order, "attendees"), answers(2, **FIRM))

    shown = text(client.get(page(order, "check")))

    assert "Without tax</span><span>USD 200" in shown
    assert "VAT 0 %</span><span>USD 0" in shown
    assert "Total</span><span>USD 200" in shown
    assert REVERSED.replace("'", "&#x27;") in shown
    assert "IT00743110157" in shown


def test_who_comes_to_the_check_without_a_country_is_asked_first(client, sale):
    order = make_filled(ticket_type=sale)

    for step in ("check", "pay", "card"):
        assert client.get(page(order, step)).url == page(order, "attendees")


def test_an_invoice_for_another_country_is_shown_before_it_is_ordered(client, sale):
    order = make_held(ticket_type=sale)
    client.post(page(order, "attendees"), answers(country="DE"))
    client.post(page(order, "check"), {"conduct": "on"})
    sent = INVOICE | {"total": "119.00", "is_business": "on", "tax_number": "00743110157"}

    answer = client.post(page(order, "pay"), sent, follow=True)

    shown = text(answer)
    assert "The total has changed: it is USD 100.00 now" in shown
    assert "Via Roma 1" in shown
    assert not Account.objects.exists()
    client.post(page(order, "pay"), sent | {"total": "100.00"})
    order.refresh_from_db()
    assert (order.state, order.total) == ("pending", 100)


def test_a_card_button_of_an_old_total_charges_nothing(client, sale):
    choose(client, sale)
    order = Order.objects.get()
    client.post(page(order, "attendees"), answers(country="DE"))
    client.post(page(order, "check"), {"conduct": "on"})
    # In another tab the country is changed.
    client.post(page(order, "attendees"), answers(country="FR"))

    answer = client.post(page(order, "pay"), {"method": "card", "total": "119.00"}, follow=True)

    assert "it is USD 120.00 now" in text(answer)
    assert not Account.objects.exists()


@pytest.mark.parametrize(
    "total", ["", "x", "NaN", "sNaN", "Infinity", "1e999999", "-119", "119.001"]
)
def test_a_total_that_was_not_shown_charges_nothing(client, total):
    make_foundation()
    order = to_payment(client, make_sale(price=119))

    answer = client.post(page(order, "pay"), {"method": "card", "total": total})

    assert answer.status_code == 302
    if total not in {"", "x"}:
        assert answer.url == page(order, "pay")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_tickets_page_asks_for_rules_once(client, sale, django_assert_num_queries, rows):
    for _row in range(rows - 1):
        make_ticket_type(event=sale.event, price=50, tax_rule=make_rule())
    client.get(shop(sale.event))

    with django_assert_num_queries(5):
        client.get(shop(sale.event))
