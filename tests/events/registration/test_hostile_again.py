"""What comes too late, twice, from two tabs, or for what somebody else holds: each with its status,
its sentence, and nothing lost. The tables stand beside those of `test_hostile`.
"""

from datetime import timedelta

import pytest
from django.urls import reverse

from events.registration import services
from events.registration.models import Order, OrderState, PaymentMethod
from foundation.base import clock
from foundation.billing import services as billing
from foundation.billing.models import Entry, Payment, ProviderEvent
from foundation.billing.providers.stripe_cards import StripeCards
from tests import databases
from tests.conftest import KEYNOTE_WEEK
from tests.events.registration.pages import ADA, answers, choose, page, shop, text, to_payment
from tests.events.registration.test_hostile import state, words
from tests.factories.orders import make_filled, make_foundation, make_paid, make_sale
from tests.factories.stripes import SECRET, FakeStripe, event, signed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]

HOME = {"address": "1 Main St", "country": "US"}
WHO = ADA | {"name": "Ada the Late", "ticket-1-who": "me"}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """What all requests are sent to: each test goes back to it."""
    with databases.standing(django_db_blocker), clock.seen_from(KEYNOTE_WEEK):
        make_foundation()
        yield {
            "gone": make_too_late(),
            "mine": make_mine(),
            "done": make_paid(),
            "held": make_filled(),
        }


def make_too_late():
    """A hold whose time is over and whose one place somebody else has bought."""
    kind = make_sale(size=1, price=100, name="Last pass")
    order = make_filled(ticket_type=kind, at=KEYNOTE_WEEK - timedelta(hours=1))
    services.accept_conduct(order=order, at=KEYNOTE_WEEK)
    services.release_expired(KEYNOTE_WEEK)
    make_paid(ticket_type=kind, email="quick@example.org")
    order.refresh_from_db()
    return order


def make_mine():
    """Two tickets held and named, ready to be paid."""
    order = make_filled(ticket_type=make_sale(price=100, name="Pass"), quantity=2)
    return services.accept_conduct(order=order, at=KEYNOTE_WEEK)


def answered(answer, status, sentence):
    assert (answer.status_code, sentence in text(answer)) == (status, True), words(answer)


# --- A hold that is over, and its place sold ----------------------------------------------------

TOO_LATE = [
    ("check", {"conduct": "on"}, 409, "Sold out: the last places of Last pass have just gone."),
    (
        "pay",
        {"method": "invoice", "total": "100.00"} | HOME,
        409,
        "Sold out: the last places of Last pass have just gone.",
    ),
    (
        "pay",
        {"method": "card", "total": "100.00"},
        409,
        "Sold out: the last places of Last pass have just gone.",
    ),
    ("extend", {"next": "pay"}, 409, "Sold out: the last places of Last pass have just gone."),
    (
        "attendees",
        WHO | {"extend": "yes"},
        409,
        "Sold out: the last places of Last pass have just gone.",
    ),
    ("card", {"outcome": "approve"}, 302, ""),
]


@pytest.mark.parametrize(("name", "sent", "status", "sentence"), TOO_LATE,
                         ids=[f"{row[0]} {number}" for number, row in enumerate(TOO_LATE)])  # fmt: skip
def test_a_hold_that_is_over_whose_place_is_sold(client, world, name, sent, status, sentence):
    before = state()

    answer = client.post(page(world["gone"], name), sent)

    answered(answer, status, sentence)
    assert state() == before


def test_what_is_typed_after_the_time_is_over_is_kept_though_the_place_is_sold(client, world):
    answer = client.post(page(world["gone"], "attendees"), WHO)

    answered(answer, 409, "Sold out")
    order = Order.objects.get(pk=world["gone"].pk)
    assert (order.name, order.state) == ("Ada the Late", OrderState.EXPIRED)


# --- Two tabs that chose differently -------------------------------------------------------------


def other_tab(order, quantity):
    """Another tab of the same visit holds another number of the same tickets."""
    kind = order.tickets.first().ticket_type
    lines = [(kind.pk, quantity)]
    services.hold(event=order.event, lines=lines, basket=order.basket, at=clock.now())


TABS = [
    ("the old total by invoice", "pay", {"method": "invoice", "total": "200.00"} | HOME,
     "The total has changed: it is USD 300.00 now"),
    ("the old total by card", "pay", {"method": "card", "total": "200.00"},
     "The total has changed: it is USD 300.00 now"),
    ("a total that is none", "pay", {"method": "card", "total": "NaN"}, "The total has changed"),
    ("a negative total", "pay", {"method": "card", "total": "-1"}, "The total has changed"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "sent", "sentence"), [row[1:] for row in TABS],
                         ids=[row[0] for row in TABS])  # fmt: skip
def test_a_tab_that_saw_another_total_pays_nothing(client, world, name, sent, sentence):
    order = world["mine"]
    other_tab(order, 3)
    before = state()

    answer = client.post(page(order, name), sent, follow=True)

    answered(answer, 200, sentence)
    assert state() == before


def test_the_names_of_a_tab_with_more_tickets_than_there_are_now_are_kept_for_those(client, world):
    order = world["mine"]
    other_tab(order, 1)

    answer = client.post(page(order, "attendees"), answers(2))

    assert answer.status_code == 302
    ticket = order.tickets.get(cancelled_at=None)
    assert (ticket.attendee_name, order.tickets.count()) == (ADA["name"], 1)


def test_the_names_of_a_tab_with_fewer_tickets_ask_for_the_rest_and_keep_what_came(client, world):
    order = world["mine"]
    other_tab(order, 3)
    before = state()

    answer = client.post(page(order, "attendees"), answers(2))

    answered(answer, 422, "ticket 3")
    assert 'value="grace2@example.org"' in text(answer)
    assert state() == before


def test_two_tabs_that_choose_hold_what_was_chosen_last(client):
    kind = make_sale(price=100)
    first, second = choose(client, kind, 2), choose(client, kind, 1)

    assert first["Location"] == second["Location"]
    assert Order.objects.get(event=kind.event).tickets.count() == 1
    assert kind.stocks.get().taken == 1


# --- Each step sent once more --------------------------------------------------------------------


def bought(client):
    order = to_payment(client, make_sale(price=100))
    client.post(page(order, "pay"), {"method": "invoice", "address": "1 Main St", "country": "US"})
    order.refresh_from_db()
    return order


REPLAYS = [
    ("attendees", answers(1, name="Somebody Else")),
    ("check", {"conduct": "on"}),
    ("pay", {"method": "invoice", "address": "2 Other St", "country": "CA"}),
    ("pay", {"method": "card"}),
    ("card", {"outcome": "approve"}),
    ("extend", {"next": "pay"}),
]


@pytest.mark.parametrize(("name", "sent"), REPLAYS,
                         ids=[f"{row[0]} {number}" for number, row in enumerate(REPLAYS)])  # fmt: skip
def test_a_step_sent_again_after_the_order_leads_to_it_and_changes_nothing(client, name, sent):
    order = bought(client)
    before = state()

    answer = client.post(page(order, name), sent)

    assert answer.status_code == 302
    assert client.get(answer.url, follow=True).request["PATH_INFO"] == order.get_absolute_url()
    assert state() == before


def test_the_choice_sent_again_after_the_order_leads_to_it(client):
    order = bought(client)
    kind = order.tickets.get().ticket_type
    basket = client.cookies[f"basket-{order.event_id}"].value
    before = state()

    answer = client.post(shop(order.event), {"basket": basket, f"quantity_{kind.pk}": "5"})

    assert (answer.status_code, answer.url) == (302, order.get_absolute_url())
    assert state() == before


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("attendees", answers(1)),
        ("check", {"conduct": "on"}),
        ("extend", {"next": "check"}),
        ("cancel", {"because": "mistake"}),
    ],
)
def test_a_step_sent_twice_on_the_way_is_sent_once(client, name, sent):
    order = to_payment(client, make_sale(price=100))
    first = client.post(page(order, name), sent)
    after = state()

    second = client.post(page(order, name), sent)

    assert (first.status_code, second.status_code) == (302, 302)
    assert state() == after


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("refund", {"tickets": "1", "because": "ill"}),
        ("change", {"more": "1", "change": "yes"}),
    ],
)
def test_what_is_asked_afterwards_twice_is_asked_once(client, name, sent):
    order = make_paid(quantity=2)
    kind = order.tickets.first().ticket_type
    price = {"expected": "599.00", f"more_{kind.pk}": "1"} if name == "change" else {}
    client.post(page(order, name), sent | price)
    after = state(), order.refund_requests.count(), order.changes.count()

    client.post(page(order, name), sent | price)

    assert (state(), order.refund_requests.count(), order.changes.count()) == after


# --- What somebody else holds ---------------------------------------------------------------------

STEPS = ["attendees", "check", "extend", "pay", "card", "order", "cancel", "answers"]


@pytest.mark.parametrize("name", STEPS)
def test_the_hold_of_somebody_else(client, world, name):
    """Its code is on its way to the printer; the secret is one's own."""
    mine, other = world["mine"], world["held"]
    before = state()
    address = page(other, name).replace(other.secret, mine.secret)

    answer = client.post(address, WHO | {"conduct": "on", "method": "invoice"})

    assert answer.status_code in {404, 405}
    assert other.email not in text(answer)
    assert state() == before


def test_a_basket_of_another_event_begins_an_order_of_its_own(client, world):
    theirs = choose(client, make_sale(price=100))
    assert theirs.status_code == 302
    foreign = next(iter(client.cookies.values())).value
    kind = world["held"].tickets.first().ticket_type
    before = Order.objects.count()

    client.post(shop(kind.event), {"basket": foreign, f"quantity_{kind.pk}": "1"})

    assert Order.objects.count() == before + 1
    assert Order.objects.latest("pk").event == kind.event


def test_a_secret_ticket_link_of_a_hold_opens_nothing_yet(client, world):
    ticket = world["held"].tickets.first()

    answer = client.post(
        reverse("registration:ticket_edit", args=[world["held"].event.slug, ticket.secret]), WHO
    )

    assert answer.status_code == 404


# --- Messages of a card provider ------------------------------------------------------------------


@pytest.fixture
def paying(at, monkeypatch):
    """An order of 599 USD whose buyer is on the page of the provider."""
    from payments import core

    bank = FakeStripe()
    provider = StripeCards("sk_test_1", SECRET, http_client=bank, retries=0)
    monkeypatch.setitem(core.PROVIDER_CACHE, "card", provider)
    make_foundation()
    order = make_filled()
    payment = services.pay_by_card(order=order, at=at)
    billing.card_form(payment=payment, data=None, at=at)
    (order.session,) = bank.sessions.values()
    return order


MESSAGES = [
    ("in euros", {"currency": "eur"}, "EUR instead of USD"),
    ("in no currency", {"currency": "zzz"}, "ZZZ instead of USD"),
    ("of less", {"amount_total": 1}, "USD 0.01 was paid where USD 599.00 was asked for"),
    ("of nothing", {"amount_total": 0}, "no amount was paid: nothing is booked"),
    ("of no amount", {"amount_total": None}, "no amount was paid: nothing is booked"),
]


@pytest.mark.parametrize(("told", "said"), [row[1:] for row in MESSAGES],
                         ids=[row[0] for row in MESSAGES])  # fmt: skip
def test_a_message_of_money_that_was_not_asked_for_confirms_nothing(client, paying, told, said):
    session = paying.session | {"status": "complete", "payment_status": "paid"} | told
    body = event("checkout.session.completed", session, "evt_1")

    answer = client.post(
        reverse("billing:stripe_webhook"),
        body,
        content_type="application/json",
        headers={"Stripe-Signature": signed(body)},
    )

    assert answer.status_code == 200
    paying.refresh_from_db()
    assert (paying.state, paying.method) == (OrderState.HELD, PaymentMethod.CARD)
    row = ProviderEvent.objects.get()
    assert said in row.error
    booked = Entry.objects.filter(account=paying.account, kind="payment")
    assert sum(-entry.amount for entry in booked) == Payment.objects.get().captured_amount <= 1
