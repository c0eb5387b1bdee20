"""The pages on which an owner changes an order that was sent off, or asks for money back."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from events.registration import services
from events.registration.models import RefundRequest
from tests.events.registration.pages import page, text
from tests.factories.events import make_ticket_type
from tests.factories.orders import make_free, make_paid, make_pending, make_sale

pytestmark = pytest.mark.django_db


@pytest.fixture
def kinds(at):
    regular = make_sale(size=10, price=100, name="Pass")
    full = make_ticket_type(event=regular.event, stock=regular.stocks.get(), name="Full", price=150)
    return regular, full


def test_the_difference_is_shown_before_anything_changes(client, kinds, at):
    regular, full = kinds
    order = make_paid(ticket_type=regular)

    answer = client.post(page(order, "change"), {"ticket_1": full.pk, "show": "yes"})

    assert answer.status_code == 200
    assert "You pay USD 50 more" in text(answer)
    assert not order.changes.exists()


def test_what_has_an_answer_already_is_not_called_optional(client, kinds, at):
    order = make_paid(ticket_type=kinds[0])

    assert "optional" not in text(client.get(page(order, "change")))


def test_from_the_difference_to_the_card_and_back_to_the_changed_order(client, kinds, at):
    regular, full = kinds
    order = make_paid(ticket_type=regular)

    agreed = client.post(
        page(order, "change"), {"ticket_1": full.pk, "expected": "50.00", "change": "yes"}
    )
    assert agreed.url == page(order, "difference")
    assert "USD 50 for your change" in text(client.get(agreed.url))
    onward = client.post(agreed.url, {"method": "card"})
    assert onward.url == page(order, "difference_card")
    paid = client.post(onward.url, {"outcome": "approve"})

    assert paid.url == page(order, "order")
    assert order.tickets.get().ticket_type == full
    assert client.post(onward.url, {"outcome": "approve"}).status_code == 302
    assert order.account.entries.count() == 4


def test_a_declined_card_leaves_the_change_waiting(client, kinds, at):
    regular, full = kinds
    order = make_paid(ticket_type=regular)
    client.post(page(order, "change"), {"ticket_1": full.pk, "expected": "50", "change": "yes"})

    declined = client.post(page(order, "difference_card"), {"outcome": "decline"})

    assert "The card was not charged" in text(client.get(declined.url))
    assert order.changes.waiting().exists()


def test_a_transfer_shows_where_to_send_it_and_the_order_says_what_waits(client, kinds, at):
    regular, full = kinds
    order = make_paid(ticket_type=regular)
    client.post(page(order, "change"), {"ticket_1": full.pk, "expected": "50", "change": "yes"})

    answer = client.post(page(order, "difference"), {"method": "transfer"}, follow=True)

    assert order.code in text(answer)
    assert "Bank: Example" in text(answer)
    assert "A change waits for USD 50" in text(client.get(page(order, "order")))


def test_the_owner_takes_a_change_back(client, kinds, at):
    regular, full = kinds
    order = make_paid(ticket_type=regular)
    client.post(page(order, "change"), {"ticket_1": full.pk, "expected": "50", "change": "yes"})

    answer = client.post(page(order, "difference"), {"withdraw": "yes"}, follow=True)

    assert "The change is taken back" in text(answer)
    assert not order.changes.waiting().exists()


@pytest.mark.parametrize(
    ("sent", "status", "sentence"),
    [
        ({"ticket_1": "x", "change": "yes"}, 422, "not on sale any more"),
        ({"ticket_1": "999999", "change": "yes"}, 422, "not on sale any more"),
        ({"change": "yes"}, 422, "Nothing is changed"),
        ({"more_PASS": "-1"}, 422, "greater than or equal to 0"),
        ({"more_PASS": "1" * 40}, 422, "less than or equal to"),
        ({"more_PASS": "one"}, 422, "Enter a whole number"),
        ({"ticket_1": "FULL", "expected": "1e9999", "change": "yes"}, 422, "number"),
        ({"ticket_1": "FULL", "expected": "1", "change": "yes"}, 409, "price has changed"),
    ],
)
def test_bad_input_is_said_and_nothing_happens(client, kinds, at, sent, status, sentence):
    regular, full = kinds
    order = make_paid(ticket_type=regular)
    names = {"more_PASS": f"more_{regular.pk}"}
    sent = {names.get(k, k): str(full.pk) if v == "FULL" else v for k, v in sent.items()}

    answer = client.post(page(order, "change"), sent)

    assert answer.status_code == status
    assert sentence in text(answer)
    assert not order.changes.exists()


def test_a_refund_is_asked_for_and_taken_back(client, kinds, at):
    order = make_paid(ticket_type=kinds[0], quantity=2)
    asking = client.get(page(order, "refund"))
    assert "The full price comes back" in text(asking)

    answer = client.post(page(order, "refund"), {"tickets": ["2"], "reason": "Ill"}, follow=True)

    assert "You asked for a refund" in text(answer)
    assert RefundRequest.objects.get().amount == Decimal(100)
    kept = client.post(page(order, "refund_withdraw"), follow=True)
    assert "You keep your tickets" in text(kept)


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "Choose the tickets you give back."),
        ({"tickets": ["7"]}, "One of these tickets cannot be given back."),
        ({"tickets": ["x"]}, "One of these tickets cannot be given back."),
        ({"tickets": ["1"], "reason": "x" * 501}, "at most 500 characters"),
    ],
)
def test_a_refund_of_nothing_is_refused(client, kinds, at, sent, sentence):
    order = make_paid(ticket_type=kinds[0])

    answer = client.post(page(order, "refund"), sent)

    assert answer.status_code == 422
    assert sentence in text(answer)
    assert not RefundRequest.objects.exists()


def test_pages_that_do_not_fit_the_order_lead_back_to_it(client, kinds, at):
    free = make_free()
    pending = make_pending(ticket_type=kinds[0])

    for order, name in [(free, "refund"), (pending, "refund"), (free, "difference")]:
        assert client.get(page(order, name)).url == page(order, "order")
    late = make_paid(ticket_type=kinds[0])
    late.event.changes_until = at - timedelta(days=1)
    late.event.save()
    assert client.get(page(late, "refund")).url == page(late, "order")


def test_another_persons_order_opens_nothing(client, kinds, at):
    order = make_paid(ticket_type=kinds[0])
    slug = order.event.slug

    for name in ("change", "difference", "difference_card", "refund", "refund_withdraw"):
        address = reverse(f"registration:{name}", args=[slug, order.code, "x" * 32])
        assert client.post(address).status_code == 404


def test_the_change_page_asks_the_database_as_often_for_three_tickets(
    client, kinds, at, django_assert_num_queries
):
    for quantity in (1, 3):
        order = make_paid(ticket_type=kinds[0], quantity=quantity)
        with django_assert_num_queries(6):
            client.get(page(order, "change"))
        services.ask_refund(order=order, positions=[1], reason="", at=at)


@pytest.mark.parametrize(
    ("decide", "said"),
    [
        ({"amount": Decimal(30)}, "We granted you a refund of USD 30"),
        ({}, "We could not grant your refund"),
    ],
)
def test_the_owner_reads_on_the_order_what_was_decided(client, kinds, at, decide, said):
    order = make_paid(ticket_type=kinds[0], quantity=2)
    asked = services.ask_refund(order=order, positions=[1], reason="", at=at)
    act = services.grant_refund if decide else services.decline_refund
    act(request=asked, at=at, answer="As agreed by telephone.", **decide)

    shown = text(client.get(page(order, "order"))).replace("\xa0", " ")

    assert said in shown
    assert "As agreed by telephone." in shown
    # 200 less the 30: what stays with us is said, so that the sum adds up.
    assert ("Kept of what was given back" in shown) == bool(decide)
    assert ("USD 170" in shown) == bool(decide)
