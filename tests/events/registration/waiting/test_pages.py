"""Waiting in one field: joining, looking, taking the offer, leaving."""

import pytest
from django.urls import reverse

from events.registration import services as sale
from events.registration.models import Order, Stock
from events.registration.waiting import services
from events.registration.waiting.models import Entry, EntryState
from foundation.base.models import Mail
from tests.factories.bots import make_stamp
from tests.factories.events import make_ticket_type
from tests.factories.orders import make_held
from tests.factories.waiting import close_registration, make_entry, make_sold_out

pytestmark = pytest.mark.django_db

ADA, GRACE = "ada@example.org", "grace@example.org"


@pytest.fixture
def sold_out(at):
    return make_sold_out(name="Full pass", price=0)


def join_page(ticket_type):
    return reverse("waiting:join", args=[ticket_type.event.slug])


def send(client, ticket_type, email=ADA, **more):
    data = {"email": email, "ticket": ticket_type.pk, "stamp": make_stamp(), "website": ""} | more
    return client.post(join_page(ticket_type), data)


def words(page):
    return " ".join(page.content.decode().split())


def tickets_page(client, ticket_type, query=""):
    return client.get(reverse("registration:register", args=[ticket_type.event.slug]) + query)


def test_the_tickets_page_offers_one_field_when_something_is_sold_out(client, sold_out):
    ticket_type, _orders = sold_out

    page = words(tickets_page(client, ticket_type))

    assert f'action="{join_page(ticket_type)}"' in page
    assert "Full pass is sold out" in page


def test_it_is_there_beside_what_can_be_bought_too(client, sold_out):
    ticket_type, _orders = sold_out
    make_ticket_type(event=ticket_type.event, name="Dinner", price=50)

    page = words(tickets_page(client, ticket_type))

    assert "Full pass is sold out" in page


def test_no_field_where_nothing_is_sold_out(client, at):
    page = words(tickets_page(client, make_ticket_type()))

    assert "waiting-list" not in page


def test_joining_leads_to_a_page_that_says_what_happens_next(client, sold_out):
    ticket_type, _orders = sold_out

    answer = send(client, ticket_type, "ADA@Example.org")

    assert answer.status_code == 302
    assert Entry.objects.get().email == ADA
    assert "Look into your mail" in words(client.get(answer.url))


def test_joining_again_answers_the_same(client, sold_out):
    ticket_type, _orders = sold_out
    first, again = send(client, ticket_type), send(client, ticket_type)

    assert (first.status_code, first.url) == (again.status_code, again.url)
    assert Entry.objects.count() == 1


@pytest.mark.parametrize(
    ("sent", "status", "sentence"),
    [
        ({"email": ""}, 422, "Give the e-mail we write to"),
        ({"email": "ada"}, 422, "Write the address like"),
        ({"email": "ada@example.org\r\nBcc: x@example.org"}, 422, "Write the address like"),
        ({"email": "a" * 300 + "@example.org"}, 422, "254"),
        ({"ticket": "999999"}, 422, "not one of the available choices"),
        ({"ticket": "' OR 1=1"}, 422, "not one of the available choices"),
        ({"website": "spam"}, 422, "hidden field"),
        ({"stamp": "forged"}, 422, "Send it again"),
    ],
)
def test_what_cannot_be_is_refused_and_kept(client, sold_out, sent, status, sentence):
    ticket_type, _orders = sold_out

    page = send(client, ticket_type, **sent)

    assert page.status_code == status
    assert sentence in words(page)
    assert not Entry.objects.exists()


def test_a_place_that_came_back_meanwhile_is_said(client, sold_out):
    ticket_type, [order] = sold_out
    sale.cancel(order=order, at=order.created_at)

    page = send(client, ticket_type)

    assert page.status_code == 409
    assert "There are places" in words(page)


def test_a_hidden_type_cannot_be_waited_for(client, sold_out):
    ticket_type, _orders = sold_out
    hidden = make_ticket_type(
        event=ticket_type.event, stock=ticket_type.stocks.get(), audience="with_code", name="Secret"
    )

    page = send(client, ticket_type, ticket=hidden.pk)

    assert page.status_code == 422
    assert "Secret" not in words(page)


def test_a_closed_event_has_no_list(client, sold_out, at):
    ticket_type, _orders = sold_out
    close_registration(ticket_type.event)

    page = client.get(join_page(ticket_type))

    assert "There is no waiting list now" in words(page)


@pytest.fixture
def entry(sold_out):
    return make_entry(ticket_type=sold_out[0])


def offer(entry, at):
    sale.cancel(order=Order.objects.get(), at=at)
    services.serve_due(at)
    entry.refresh_from_db()
    return entry


def test_the_page_of_an_entry_says_where_one_stands(client, entry, django_assert_num_queries):
    second = make_entry(ticket_type=entry.ticket_type, email=GRACE)

    assert "You are next" in words(client.get(entry.get_absolute_url()))
    with django_assert_num_queries(2):
        page = client.get(second.get_absolute_url())

    assert "You are 2nd in line" in words(page)
    assert page["Cache-Control"] == "no-store, private"


def test_the_offer_is_a_link_with_a_time_in_the_zone_of_the_event(client, entry, at):
    page = words(client.get(offer(entry, at).get_absolute_url()))

    assert "A place is kept for you" in page
    assert "11 October 2022, 02:00 PDT" in page
    assert entry.code.get_link() in page


def test_the_link_of_the_offer_opens_what_is_sold_out_for_others(client, entry, at):
    offer(entry, at)

    theirs = words(tickets_page(client, entry.ticket_type, f"?code={entry.code.text}"))
    others = words(tickets_page(client, entry.ticket_type))

    assert '<option value="1" selected' in theirs
    assert "Kept for you" in theirs
    assert 'name="attendee_name"' not in others
    assert "I have a promo code" not in others


def test_the_place_that_is_kept_stands_first_though_others_are_sold(client, entry, at):
    make_ticket_type(event=entry.ticket_type.event, name="Dinner", price=50)
    offer(entry, at)
    entry.ticket_type.position = 9
    entry.ticket_type.save()

    page = words(tickets_page(client, entry.ticket_type, f"?code={entry.code.text}"))

    assert page.index("Full pass") < page.index("Dinner")


def test_the_offer_is_taken_under_the_address_it_came_to_and_says_so_at_once(client, entry, at):
    kind = offer(entry, at).ticket_type
    order = make_held(ticket_type=kind, code=entry.code.text)
    page = reverse("registration:attendees", args=[order.event.slug, order.code, order.secret])
    assert client.get(page).context["form"]["email"].value() == ADA

    sent = {"name": "Grace Hopper", "email": GRACE, "ticket-1-who": "me"}
    refused = client.post(page, sent)

    assert refused.status_code == 422
    assert '<a href="#id_email">Your e-mail: The code' in words(refused)
    assert client.post(page, sent | {"email": ADA}).status_code == 302


def test_only_the_button_leaves(client, entry):
    leave = reverse("waiting:leave", args=[entry.line.stock.event.slug, entry.secret])

    assert "Leave the waiting list?" in words(client.get(leave))
    assert Entry.objects.get().state == EntryState.WAITING

    answer = client.post(leave, follow=True)

    assert "You have left the waiting list" in words(answer)
    assert client.post(leave).status_code == 302
    assert Stock.objects.get().waiting == 0


@pytest.mark.parametrize("page", ["entry", "leave"])
def test_a_secret_that_opens_nothing_is_404(client, entry, page):
    slug = entry.line.stock.event.slug

    assert client.get(reverse(f"waiting:{page}", args=[slug, "x" * 22])).status_code == 404
    assert client.get(reverse(f"waiting:{page}", args=["other", entry.secret])).status_code == 404


def test_the_mails_lead_to_the_pages(entry, at, run_queue):
    run_queue()
    offer(entry, at)
    run_queue()

    joined = Mail.objects.get(kind="waiting_joined")
    offered = Mail.objects.get(kind="waiting_offered")
    assert entry.get_absolute_url() in joined.text
    assert joined.headers["List-Unsubscribe"].endswith("/leave/>")
    assert entry.code.get_link() in offered.text
    assert "11 October 2022, 02:00 PDT" in offered.html
