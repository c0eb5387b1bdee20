"""One priced ticket for oneself is one page: who comes, who pays, how, and the order is sent off."""

import pytest

from events.registration.models import Order, OrderState, PaymentMethod, Stock
from foundation.billing import services as billing
from foundation.billing.models import Account, Entry
from tests.factories.orders import make_code, make_foundation, make_held, make_sale
from tests.factories.taxes import make_rule

from .pages import ADA, choose, page, shop, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]

BILL = {"address": "1 Main Street\nAustin", "country": "US", "purchase_order": "PO 7"}
FIRM = {"country": "IT", "is_business": "on", "tax_number": "IT 00743110157"}


@pytest.fixture
def sale():
    make_foundation()
    return make_sale(price=599)


def one(kind):
    return f"{shop(kind.event)}?one={kind.pk}"


def sent(shown, **more):
    """The form of an opened page with Ada's answers, by invoice unless told."""
    return {
        "basket": shown.context["form"]["basket"].value(),
        "total": shown.context["total"],
        "attendee_name": ADA["name"],
        "attendee_email": ADA["email"],
        "way": "invoice",
        "conduct": "on",
    } | more


def test_by_invoice_it_is_two_requests_and_the_order(client, sale):
    shown = client.get(one(sale))
    assert "Order for USD 599" in text(shown)

    placed = client.post(one(sale), sent(shown, **BILL), follow=True)

    order = Order.objects.get()
    assert placed.redirect_chain[-1][0] == page(order, "order")
    assert (order.state, order.method, order.total) == ("pending", "invoice", 599)
    assert (order.address, order.purchase_order) == ("1 Main Street\nAustin", "PO 7")
    assert billing.outstanding(order.account) == 599
    assert f'Reference: <strong class="code-text">{order.code}</strong>' in text(placed)


def test_by_card_the_bank_is_asked_next(client, sale):
    answer = client.post(one(sale), sent(client.get(one(sale)), way="card"))

    order = Order.objects.get()
    assert answer["Location"] == page(order, "card")
    done = client.post(page(order, "card"), {"outcome": "approve"}, follow=True)
    order.refresh_from_db()
    assert (order.state, order.method) == (OrderState.PAID, PaymentMethod.CARD)
    assert text(done).count('class="qr"') == 1


def test_back_from_the_card_to_an_invoice_is_the_same_order(client, sale):
    shown = client.get(one(sale))
    client.post(one(sale), sent(shown, way="card"))

    client.post(one(sale), sent(shown, **BILL))

    order = Order.objects.get()
    assert (order.state, order.method) == (OrderState.PENDING, PaymentMethod.INVOICE)
    assert billing.outstanding(order.account) == 599
    assert Stock.objects.get().taken == Account.objects.count() == 1


def test_sent_twice_it_is_one_order_and_one_charge(client, sale):
    order = sent(client.get(one(sale)), **BILL)

    answers = [client.post(one(sale), order) for _ in range(2)]

    assert {answer.status_code for answer in answers} == {302}
    assert Order.objects.count() == Entry.objects.count() == Stock.objects.get().taken == 1


def test_what_is_missing_is_said_and_nothing_typed_is_lost(client, sale):
    answer = client.post(one(sale), sent(client.get(one(sale)), organization="Engines"))

    shown = text(answer)
    assert answer.status_code == 422
    assert "Give the postal address the invoice is written to." in shown
    assert "Choose the country." in shown
    assert 'value="Engines"' in shown
    assert not Order.objects.exists()


@pytest.mark.parametrize("way", ["", "free", "gold", "\x00"])
def test_a_way_to_pay_that_is_not_there_is_refused_in_words(client, sale, way):
    answer = client.post(one(sale), sent(client.get(one(sale)), way=way))

    assert answer.status_code == 422
    assert not Order.objects.exists()


@pytest.mark.parametrize("total", ["1", "0", "NaN", "sNaN", "x", ""])
def test_no_other_total_than_the_price_is_ever_charged(client, sale, total):
    client.post(one(sale), sent(client.get(one(sale)), total=total, **BILL))

    assert set(Order.objects.values_list("total", flat=True)) <= {599}


def test_a_buyer_taxed_otherwise_sees_the_new_total_and_agrees(client):
    make_foundation()
    kind = make_sale(price=119, tax_rule=make_rule())
    shown = client.get(one(kind))
    assert "The tax depends on who buys" in text(shown)
    firm = BILL | FIRM

    asked = client.post(one(kind), sent(shown, **firm))
    assert asked.status_code == 409
    assert "The total has changed: it is USD 100.00 now." in text(asked)
    assert not Order.objects.exists()
    client.post(one(kind), sent(asked, **firm))

    assert Order.objects.get().total == 100


def test_a_price_that_rose_meanwhile_is_agreed_to_anew(client, sale, at):
    shown = client.get(one(sale))
    sale.price = 799
    sale.save()

    answer = client.post(one(sale), sent(shown, **BILL))

    assert (answer.status_code, Order.objects.count()) == (409, 0)
    assert "Order for USD 799" in text(answer)


def test_the_last_place_lost_meanwhile_is_said(client):
    make_foundation()
    kind = make_sale(price=599, size=1)
    shown = client.get(one(kind))
    make_held(ticket_type=kind)

    answer = client.post(one(kind), sent(shown, **BILL))

    assert answer.status_code == 409
    assert "Sold out" in text(answer)


def test_without_cards_only_the_invoice_is_offered(client, sale, settings):
    settings.PAYMENT_VARIANTS = {}

    shown = client.get(one(sale))

    assert list(dict(shown.context["form"].fields["way"].choices)) == ["invoice"]


def test_the_tickets_page_leads_to_it(client, sale):
    assert f'href="?one={sale.pk}"' in text(client.get(shop(sale.event)))
    assert 'href="?group=1"' in text(client.get(one(sale)))


@pytest.mark.parametrize("key", ["", "0", "x", "\x00", "999999999999999999999"])
def test_an_unknown_ticket_is_the_tickets_page(client, sale, key):
    answer = client.get(shop(sale.event), {"one": key})

    assert answer.status_code == 200
    assert "Choose your tickets" in text(answer)


def test_who_has_places_on_hold_or_a_code_goes_by_the_steps(client, sale):
    make_code(ticket_type=sale, text="HELLO")
    for_code = client.get(f"{one(sale)}&code=HELLO")
    client.cookies.clear()
    choose(client, sale)

    assert "Choose your tickets" in text(for_code)
    assert "on hold until" in text(client.get(one(sale)))


def test_the_page_and_its_order_cost_so_many_queries(client, sale, django_assert_num_queries):
    with django_assert_num_queries(5):
        shown = client.get(one(sale))
    order = sent(shown, **BILL)
    with django_assert_num_queries(14):
        assert client.post(one(sale), order).status_code == 302
