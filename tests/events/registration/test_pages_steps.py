"""Attendees, check and payment: what is kept, what is refused, what happens when time is over."""

import pytest
from django.urls import reverse

from events.registration.models import Order, OrderState
from tests.factories.events import make_event, make_stock
from tests.factories.orders import make_filled, make_foundation, make_held, make_sale

from .pages import answers, choose, page, text, to_payment

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]


def test_missing_fields_are_listed_first_and_everything_typed_stays(client):
    order = make_held(quantity=2)

    sent = answers(2, email="ada at home") | {"ticket-2-attendee_name": ""}
    answer = client.post(page(order, "attendees"), sent)

    assert answer.status_code == 422
    shown = text(answer)
    assert "<title>Error: " in shown
    assert '<a href="#id_email">Your e-mail: Write the e-mail like name@example.org.</a>' in shown
    assert '<a href="#id_ticket-2-attendee_name">' in shown
    assert shown.count("Give the full name for ticket 2, or say so later.") == 2
    assert 'value="ada at home"' in shown
    assert 'value="grace2@example.org"' in shown


def test_a_ticket_may_be_named_later(client):
    order = make_held(quantity=2)

    client.post(page(order, "attendees"), answers() | {"ticket-2-who": "later"})

    assert [ticket.is_assigned for ticket in order.tickets.all()] == [True, False]


def test_the_others_are_named_later_in_one_click_but_for_those_who_are_named(client):
    order = make_held(quantity=4)
    page_ = text(client.get(page(order, "attendees")))
    assert "I name the others later" in page_

    nameless = {"ticket-2-attendee_name": "", "ticket-2-attendee_email": " "}
    nameless |= {"ticket-4-attendee_name": "", "ticket-4-attendee_email": ""}
    answer = client.post(page(order, "attendees"), answers(4, others_later="on") | nameless)

    assert answer.status_code == 302
    assert [ticket.is_assigned for ticket in order.tickets.all()] == [True, False, True, False]


def test_half_a_name_is_still_asked_for_when_the_others_are_named_later(client):
    order = make_held(quantity=3)

    sent = answers(3, others_later="on") | {"ticket-3-attendee_email": ""}

    assert client.post(page(order, "attendees"), sent).status_code == 422


def test_two_tickets_are_named_without_a_word_about_others(client):
    shown = text(client.get(page(make_held(quantity=2), "attendees")))

    assert "I name the others later" not in shown


def test_only_one_ticket_is_for_the_buyer(client):
    order = make_held(quantity=2)

    answer = client.post(page(order, "attendees"), answers() | {"ticket-2-who": "me"})

    assert answer.status_code == 422
    assert "One ticket is for you already" in text(answer)


def test_an_organisation_can_be_copied_to_all(client):
    order = make_held(quantity=2)

    client.post(page(order, "attendees"), answers(2, same_organization="on"))

    assert {row.organization for row in order.tickets.all()} == {"Analytical Engines"}


@pytest.mark.parametrize(
    ("length", "status"), [(150, 302), (151, 422)], ids=["as long as may be", "one too long"]
)
def test_long_names_are_taken_or_refused_in_words(client, length, status):
    order = make_held()

    answer = client.post(page(order, "attendees"), answers(name="Å" * length))

    assert answer.status_code == status
    assert status == 302 or "Use at most 150 characters: this has 151." in text(answer)


@pytest.mark.parametrize("email", ["ada@example.org\nBcc: all@example.org", "a@b", "@", "a" * 300])
def test_an_e_mail_that_is_none_is_refused(client, email):
    order = make_held()

    assert client.post(page(order, "attendees"), answers(email=email)).status_code == 422


def test_a_name_stays_in_one_line(client):
    order = make_held()

    client.post(page(order, "attendees"), answers(name="Ada\r\nBcc: all@example.org\u202e"))

    order.refresh_from_db()
    assert order.name == "Ada Bcc: all@example.org"


@pytest.mark.parametrize("field", ["name", "email", "organization", "address", "ticket-1-pronouns"])
def test_null_bytes_reach_no_table(client, field):
    order = make_held()

    answer = client.post(page(order, "attendees"), answers() | {field: "ada@example.org\x00"})

    assert answer.status_code in {302, 422}


@pytest.mark.parametrize("who", ["", "everybody", "0"])
def test_an_unknown_answer_to_who_comes_is_refused(client, who):
    order = make_held()

    assert (
        client.post(page(order, "attendees"), answers() | {"ticket-1-who": who}).status_code == 422
    )


def test_the_code_of_conduct_must_be_accepted(client):
    order = make_filled()

    answer = client.post(page(order, "check"), {})

    assert answer.status_code == 422
    assert "Accept the code of conduct to go on." in text(answer)


def test_the_check_page_needs_somebody_who_orders(client):
    order = make_held()

    assert client.get(page(order, "check"))["Location"] == page(order, "attendees")


@pytest.mark.parametrize("sent", [{"outcome": "perhaps"}, {}])
def test_a_bank_that_is_not_asked_properly_is_asked_again(client, sent):
    make_foundation()
    order = to_payment(client, make_sale())
    client.post(page(order, "pay"), {"method": "card"})

    answer = client.post(page(order, "card"), sent)

    assert answer.status_code in {200, 422}
    assert Order.objects.get().state == OrderState.HELD


def test_the_card_page_says_that_it_is_a_demonstration(client):
    make_foundation()
    order = to_payment(client, make_sale())
    client.post(page(order, "pay"), {"method": "card"})

    assert "This is a demonstration bank" in text(client.get(page(order, "card")))


def test_the_card_page_is_not_reached_before_paying_was_chosen(client):
    order = to_payment(client, make_sale())

    assert client.get(page(order, "card"))["Location"] == page(order, "pay")


@pytest.mark.parametrize("name", ["attendees", "check", "pay", "card"])
def test_a_step_of_an_order_that_was_sent_off_leads_to_the_order(client, name):
    make_foundation()
    order = to_payment(client, make_sale())
    client.post(page(order, "pay"), {"method": "invoice", "address": "Street 1", "country": "DE"})

    assert client.get(page(order, name))["Location"] == page(order, "order")
    assert client.post(page(order, name), {})["Location"] == page(order, "order")


@pytest.mark.parametrize(
    "name", ["attendees", "check", "pay", "card", "order", "cancel", "invoice"]
)
def test_a_wrong_secret_and_a_wrong_code_are_not_found(client, name):
    order, other = make_filled(), make_filled()
    slug = order.event.slug
    for code, secret in [
        (order.code, "wrong"),
        ("NOCODE", order.secret),
        (order.code, other.secret),
    ]:
        answer = client.get(reverse(f"registration:{name}", args=[slug, code, secret]))
        assert answer.status_code == 404


def test_an_order_does_not_open_under_another_event(client):
    order, other = make_filled(), make_event()

    answer = client.get(reverse("registration:order", args=[other.slug, order.code, order.secret]))

    assert answer.status_code == 404


@pytest.mark.parametrize("name", ["attendees", "check"])
def test_the_browser_may_go_back_to_what_a_form_was_answered(client, name):
    answer = client.post(page(make_filled(), name), {})

    # With no-store it shows an error of its own in place of the page.
    assert answer["Cache-Control"] == "no-cache, private"
    assert "noindex" in answer["X-Robots-Tag"]


@pytest.mark.parametrize("name", ["attendees", "check"])
def test_private_pages_are_neither_kept_nor_found(client, name):
    answer = client.get(page(make_filled(), name))

    assert answer["Cache-Control"] == "no-store, private"
    assert "noindex" in answer["X-Robots-Tag"]
    assert '<meta name="robots" content="noindex">' in text(answer)


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("name", ["attendees", "check"])
def test_the_cost_of_a_step_is_flat(client, django_assert_num_queries, name, rows):
    order = make_filled(quantity=rows)

    with django_assert_num_queries(3):
        assert client.get(page(order, name)).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_the_cost_of_the_payment_page_is_flat(client, django_assert_num_queries, rows):
    make_foundation()
    order = to_payment(client, make_sale(), rows)
    client.post(page(order, "pay"), {"method": "card"})

    with django_assert_num_queries(4):
        assert client.get(page(order, "pay")).status_code == 200


def test_several_kinds_of_tickets_are_one_order(client):
    event = make_event()
    stock = make_stock(event=event)
    one, two = (make_sale(event=event, price=price) for price in (599, 0))
    one.stocks.set([stock])

    choose(client, one, 1, **{f"quantity_{two.pk}": 2})

    order = Order.objects.get()
    assert order.tickets.count() == 3
    assert "2 × " in text(client.get(page(order, "attendees")))


@pytest.mark.parametrize("secret", ["%00", "%F0%9F%99%82", "a" * 3000, "..%2F.."])
def test_addresses_nobody_was_given_are_not_found(client, secret):
    order = make_filled()

    for path in (f"orders/{order.code}/{secret}/", f"orders/{secret}/x/", f"tickets/{secret}/"):
        assert client.get(f"/events/{order.event.slug}/{path}").status_code == 404
