"""Stripe through its own library, which talks to a Stripe in this process. No network."""

import time
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from payments import PaymentStatus

from events.registration import services
from events.registration.models import OrderState
from foundation.base import clock
from foundation.billing import services as billing
from foundation.billing import tasks
from foundation.billing.models import Entry, EventState, Payment, ProviderEvent, Refund
from foundation.billing.providers.stripe_words import from_minor, to_minor
from tests.factories.orders import make_filled, make_foundation, make_held, make_sale
from tests.factories.stripes import event, signed

pytestmark = pytest.mark.django_db


@pytest.fixture
def paying(at, stripe):
    """An order of 599 USD whose buyer is on Stripe's page."""
    make_foundation()
    return send_to_stripe(make_filled(), at)


def send_to_stripe(order, at):
    payment = services.pay_by_card(order=order, at=at)
    _form, url = billing.card_form(payment=payment, data=None, at=at)
    assert url.startswith("https://checkout.stripe.com/")
    order.refresh_from_db()
    return order


@pytest.fixture
def tell(client):
    """Send a message as Stripe does; the answer's status, and the row if it is new."""

    def send(kind, thing, number="evt_1", **signature):
        body = event(kind, thing, number)
        return post(client, body, signed(body, **signature))

    return send


def post(client, body, signature):
    headers = {"Stripe-Signature": signature}
    url = reverse("billing:stripe_webhook")
    return client.post(url, body, content_type="application/json", headers=headers).status_code


def now(order):
    order.refresh_from_db()
    return order.state


def paid():
    return [
        -amount for amount in Entry.objects.filter(kind="payment").values_list("amount", flat=True)
    ]


def flagged():
    return list(ProviderEvent.objects.filter(state="flagged").values_list("error", flat=True))


# --- The page ------------------------------------------------------------------------------------


def test_the_page_asks_for_the_order_and_for_nothing_else(at, stripe, paying, settings):
    (session,) = stripe.sessions.values()
    payment = Payment.objects.get()

    assert session["amount_total"] == 59900
    assert session["currency"] == "usd"
    assert session["customer_email"] == "ada@example.org"
    assert session["metadata"] == {"payment": payment.token, "reference": paying.code}
    assert session["success_url"] == f"http://127.0.0.1:8000/billing/card/{payment.token}/"
    assert session["cancel_url"].startswith(f"http://127.0.0.1:8000/events/{paying.event.slug}/")
    # Stripe wants half an hour at least, by the real clock; the places are held a little longer.
    real = datetime.fromtimestamp(session["expires_at"], UTC)
    open_for = real + settings.CLOCK_SHIFT - at
    assert timedelta(minutes=31) < open_for <= timedelta(minutes=32) < paying.held_until - at


def test_a_second_click_leads_to_the_same_page(at, stripe, paying):
    send_to_stripe(paying, at)

    assert stripe.requests == ["post /v1/checkout/sessions"]
    assert Payment.objects.count() == 1


def test_a_page_that_will_soon_close_is_replaced_and_closed(at, stripe, paying, run_queue):
    send_to_stripe(paying, at + timedelta(minutes=31))
    run_queue()

    assert [session["status"] for session in stripe.sessions.values()] == ["expired", "open"]
    statuses = Payment.objects.order_by("pk").values_list("status", "is_open")
    assert list(statuses) == [("cancelled", False), ("waiting", True)]


@pytest.mark.parametrize("down", [500, 401, 429])
def test_when_stripe_does_not_answer_the_buyer_pays_otherwise(client, at, stripe, down):
    stripe.down = down
    order = make_filled()
    services.accept_conduct(order=order, at=at)
    address = [order.event.slug, order.code, order.secret]
    client.post(reverse("registration:pay", args=address), {"method": "card"})

    page = client.get(reverse("registration:card", args=address), follow=True)

    assert "The card service does not answer." in page.content.decode()
    assert page.redirect_chain == [(reverse("registration:pay", args=address), 302)]
    stripe.down = 0
    sent = client.get(reverse("registration:card", args=address))
    assert sent.headers["Location"].startswith("https://checkout.stripe.com/")


def test_without_a_provider_cards_are_not_offered(client, at, settings):
    settings.PAYMENT_VARIANTS = {}
    order = make_filled()
    services.accept_conduct(order=order, at=at)
    address = [order.event.slug, order.code, order.secret]

    page = client.get(reverse("registration:pay", args=address)).content.decode()
    forced = client.post(reverse("registration:pay", args=address), {"method": "card"})

    assert "By card" not in page
    assert "Order by invoice" in page
    assert "pay by invoice" in forced.content.decode() or forced.status_code == 302
    assert not Payment.objects.exists()
    assert client.get(reverse("registration:card", args=address)).status_code == 302


@pytest.mark.parametrize(
    ("amount", "currency", "minor"),
    [("599.00", "USD", 59900), ("0.01", "EUR", 1), ("5000", "JPY", 5000), ("1.5", "KWD", 1500)],
)
def test_amounts_are_counted_as_stripe_counts_them(amount, currency, minor):
    assert to_minor(Decimal(amount), currency) == minor
    assert from_minor(minor, currency.lower()) == Decimal(amount)


# --- Coming back ---------------------------------------------------------------------------------


def test_back_from_stripe_the_order_is_confirmed_without_a_message(client, at, stripe, paying):
    stripe.pay()
    page = client.get(reverse("billing:returned", args=[Payment.objects.get().token]))
    assert page.headers["Refresh"] == "4"

    with clock.seen_from(at + timedelta(seconds=5)):
        back = client.get(reverse("billing:returned", args=[Payment.objects.get().token]))

    assert back.headers["Location"] == paying.get_absolute_url()
    assert now(paying) == OrderState.PAID
    assert stripe.requests.count("get /v1/checkout/sessions/cs_1") == 1


@pytest.mark.parametrize("token", ["00000000-0000-0000-0000-000000000000", "x"])
def test_nobody_comes_back_from_a_page_that_was_not_opened(client, stripe, token):
    assert client.get(f"/billing/card/{token}/").status_code == 404


def test_a_lost_message_is_made_good_by_asking(at, stripe, paying, run_queue):
    stripe.pay()
    assert tasks.look_up_open_payments() == 0

    with clock.seen_from(at + tasks.ASK_EVERY):
        assert tasks.look_up_open_payments() == 1
        assert tasks.look_up_open_payments() == 0
        run_queue()

    assert now(paying) == OrderState.PAID
    with clock.seen_from(at + timedelta(hours=1)):
        assert tasks.look_up_open_payments() == 0


# --- Messages ------------------------------------------------------------------------------------


def test_a_paid_page_confirms_the_order(stripe, paying, tell, run_queue):
    assert tell("checkout.session.completed", stripe.pay()) == 200

    assert now(paying) == OrderState.PAID
    assert paid() == [599]
    row = ProviderEvent.objects.get()
    assert (row.state, row.payment) == (EventState.HANDLED, Payment.objects.get())
    assert "Ada" not in str(row.payload)
    assert "@" not in str(row.payload)


def test_twice_late_and_in_any_order_a_message_says_the_same(at, stripe, paying, tell):
    session = stripe.pay()
    tell("checkout.session.expired", stripe.lapse() | {"payment_status": "unpaid"}, "evt_0")
    for number in ("evt_1", "evt_1", "evt_2"):
        assert tell("checkout.session.completed", session, number) == 200
    with clock.seen_from(at + timedelta(days=2)):
        tell("checkout.session.expired", stripe.lapse(), "evt_3")

    assert now(paying) == OrderState.PAID
    assert paid() == [599]
    assert Payment.objects.get().status == PaymentStatus.CONFIRMED
    assert ProviderEvent.objects.filter(state="handled").count() == 4


def test_a_page_that_lapsed_is_no_payment(stripe, paying, tell):
    tell("checkout.session.expired", stripe.lapse())

    payment = Payment.objects.get()
    assert (payment.status, payment.is_open) == (PaymentStatus.CANCELLED, False)
    assert paid() == []


def test_a_page_paid_after_it_was_replaced_is_booked_and_owed_back(at, stripe, paying, tell):
    services.place(order=paying, method="invoice", at=at)
    assert Payment.objects.get().status == PaymentStatus.CANCELLED
    services.mark_paid(order=paying, at=at)

    tell("checkout.session.completed", stripe.pay())

    assert now(paying) == OrderState.PAID
    assert paid() == [599, 599]
    assert paying.refund_needed


def test_a_payment_after_the_half_hour_takes_a_place_if_there_is_one(at, stripe, paying, tell):
    with clock.seen_from(at + timedelta(hours=2)):
        services.release_expired(clock.now())
        assert now(paying) == OrderState.EXPIRED
        tell("checkout.session.completed", stripe.pay())

    assert now(paying) == OrderState.PAID
    assert not paying.refund_needed


def test_a_payment_after_the_half_hour_without_a_place_goes_back_to_the_card(
    at, stripe, tell, run_queue
):
    make_foundation()
    sale = make_sale(size=1)
    order = send_to_stripe(make_filled(ticket_type=sale), at)
    with clock.seen_from(at + timedelta(hours=2)):
        services.release_expired(clock.now())
        make_held(ticket_type=sale)
        tell("checkout.session.completed", stripe.pay())
        assert now(order) == OrderState.EXPIRED
        assert order.refund_needed

        billing.give_back(account=order.account, amount=Decimal(599), key="late", at=clock.now())
        run_queue()

    assert not (now(order), order.refund_needed)[1]
    (refund,) = stripe.refunds.values()
    assert (refund["amount"], refund["payment_intent"]) == (59900, "pi_cs_1")


@pytest.mark.parametrize(
    ("changed", "booked", "state", "said"),
    [
        ({"amount_total": 100}, [1], OrderState.HELD, "USD 1.00 was paid"),
        ({"amount_total": 60000}, [600], OrderState.PAID, "USD 600.00 was paid"),
        ({"currency": "eur"}, [], OrderState.HELD, "EUR instead of USD"),
    ],
)
def test_what_was_not_asked_for_is_flagged_and_confirms_no_more_than_it_paid(
    stripe, paying, tell, changed, booked, state, said
):
    assert tell("checkout.session.completed", stripe.pay(**changed)) == 200

    assert paid() == booked
    assert now(paying) == state
    assert said in flagged()[0]


def test_an_unknown_payment_is_kept_and_flagged(stripe, paying, tell):
    session = stripe.pay()
    foreign = session | {"client_reference_id": "nobody's"}
    assert tell("checkout.session.completed", foreign) == 200
    assert tell("customer.created", {"id": "cus_1", "email": "a@b.org"}, "evt_2") == 200

    assert flagged() == ["No payment of ours is known by this number."]
    assert paid() == []
    assert ProviderEvent.objects.get(event_id="evt_2").payload == {"id": "cus_1", "metadata": {}}


def test_a_dispute_is_for_staff(stripe, paying, tell):
    tell("checkout.session.completed", stripe.pay())
    tell("charge.dispute.created", {"id": "dp_1", "payment_intent": "pi_cs_1"}, "evt_2")

    assert "disputes the payment" in flagged()[0]
    assert ProviderEvent.objects.get(event_id="evt_2").payment == Payment.objects.get()


def test_what_stripe_takes_back_for_a_dispute_is_booked_and_returns(stripe, paying, tell):
    taken = {"id": "dp_1", "payment_intent": "pi_cs_1", "amount": 59900, "currency": "usd"}
    tell("checkout.session.completed", stripe.pay())
    tell("charge.dispute.funds_withdrawn", taken, "evt_2")

    assert flagged() == ["Stripe took USD 599.00 back for a dispute. It is booked, and owed again."]
    assert billing.owed(paying.account) == 599
    assert now(paying) == OrderState.PAID

    tell("charge.dispute.funds_reinstated", taken, "evt_3")
    assert billing.owed(paying.account) == 0


# --- Messages that are none ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "forge",
    [
        lambda body: "",
        lambda body: "t=1,v1=00",
        lambda body: "nonsense",
        lambda body: signed(body, secret="another"),
        lambda body: signed(body + " "),
        lambda body: signed(body, timestamp=int(time.time()) - 301),
        lambda body: signed(body).replace("v1=", "v0="),
    ],
    ids=["none", "wrong", "nonsense", "secret", "changed", "old", "scheme"],
)
def test_what_stripe_has_not_signed_is_refused_and_not_kept(client, stripe, paying, forge):
    body = event("checkout.session.completed", stripe.pay())

    assert post(client, body, forge(body)) == 400

    assert not ProviderEvent.objects.exists()
    assert paid() == []


@pytest.mark.parametrize("body", ["", "{", "[]", "null", '{"id": 1}', '{"id":"e","type":"x"}'])
def test_what_is_signed_and_no_event_is_refused(client, stripe, body):
    assert post(client, body, signed(body)) == 400
    assert not ProviderEvent.objects.exists()


def test_a_message_is_posted_and_small(client, stripe):
    assert client.get(reverse("billing:stripe_webhook")).status_code == 405
    assert post(client, " " * 300_000, "x") == 413
    assert post(client, b"\xff\xfe", "t=1,v1=2") == 400


def test_where_no_stripe_is_there_is_no_address_for_it(client):
    assert post(client, "{}", "x") == 404


# --- Trouble -------------------------------------------------------------------------------------


def test_what_fails_half_way_is_undone_and_tried_again(
    at, stripe, paying, tell, run_queue, monkeypatch
):
    with monkeypatch.context() as broken:
        broken.setattr("foundation.billing.settlement.announce", lambda *_: 1 / 0)
        assert tell("checkout.session.completed", stripe.pay()) == 200
    row = ProviderEvent.objects.get()
    assert (row.state, row.error, paid()) == (EventState.RECEIVED, "division by zero", [])

    with clock.seen_from(at + timedelta(minutes=2)):
        assert tasks.act_on_waiting_events() == 1
        assert tasks.act_on_waiting_events() == 0
        run_queue()

    assert now(paying) == OrderState.PAID
    assert paid() == [599]


def test_what_fails_again_and_again_is_shown_to_staff(at, stripe, paying, tell, run_queue):
    returned = stripe.give_back("pi_unknown", 100)
    tell("refund.created", returned)

    for day in range(6):
        with clock.seen_from(at + timedelta(days=day + 1)):
            tasks.act_on_waiting_events()
            run_queue()

    assert flagged() == ["No payment of ours is known by this charge."]


# --- Giving back ---------------------------------------------------------------------------------


@pytest.fixture
def owed(at, stripe, paying, tell):
    """The account of an order that was paid by card and cancelled."""
    tell("checkout.session.completed", stripe.pay(), "evt_paid")
    services.cancel(order=paying, at=at, by_staff=True)
    return paying.account


def ask(account, amount=599, key="k"):
    return billing.give_back(account=account, amount=Decimal(amount), key=key, at=clock.now())


def test_a_part_goes_back_once_whatever_stripe_says_how_often(at, stripe, tell, run_queue, owed):
    (refund,) = ask(owed, 100)
    run_queue()

    (made,) = stripe.refunds.values()
    for number in ("r1", "r1", "r2"):
        tell("refund.updated", made, number)

    refund.refresh_from_db()
    assert (refund.state, refund.provider_reference) == ("done", "re_1")
    assert made["amount"] == 10000
    assert billing.owed(owed) == -499
    assert flagged() == []


def test_the_answer_that_got_lost_is_found_though_the_key_is_forgotten(at, stripe, run_queue, owed):
    (refund,) = ask(owed)
    stripe.down = 503
    run_queue()
    stripe.down = 0
    # The first try had arrived after all, and a day has passed.
    stripe.refunds["re_9"] = stripe.give_back("pi_cs_1", 59900) | {
        "id": "re_9",
        "metadata": {"key": refund.key},
    }
    stripe.refunds.pop("re_1")
    tasks.send_refund.func(refund.pk)

    refund.refresh_from_db()
    assert (refund.state, refund.provider_reference) == ("done", "re_9")
    assert len(stripe.refunds) == 1


def test_what_stripe_refuses_waits_for_staff(at, stripe, run_queue, owed):
    stripe.next_refund = "refused"
    (refund,) = ask(owed)
    run_queue()

    refund.refresh_from_db()
    assert (refund.state, refund.error) == ("failed", "The charge has already been refunded.")


def test_a_refund_under_way_is_booked_by_its_message_and_undone_by_another(
    at, stripe, tell, run_queue, owed
):
    stripe.next_refund = "pending"
    (refund,) = ask(owed)
    run_queue()
    made = stripe.refunds["re_1"]
    assert billing.owed(owed) == -599

    tell("refund.updated", made | {"status": "succeeded"}, "r1")
    assert billing.owed(owed) == 0
    tell(
        "refund.failed", made | {"status": "failed", "failure_reason": "lost_or_stolen_card"}, "r2"
    )
    tell("refund.updated", made | {"status": "succeeded"}, "r1 again, late")

    refund.refresh_from_db()
    assert (refund.state, refund.error) == ("failed", "lost_or_stolen_card")
    assert billing.owed(owed) == -599


def test_a_refund_made_at_stripe_is_booked_and_told_to_staff(at, stripe, paying, tell):
    tell("checkout.session.completed", stripe.pay(), "evt_paid")
    made = stripe.give_back("pi_cs_1", 59900)

    for number in ("r1", "r2"):
        tell("refund.created", made, number)

    assert Refund.objects.get().state == "done"
    assert billing.owed(paying.account) == 599
    assert "now owed again" in flagged()[0]


def test_a_refund_told_before_its_payment_waits_for_it(at, stripe, paying, tell, run_queue):
    session = stripe.pay()
    tell("refund.created", stripe.give_back("pi_cs_1", 59900), "early")
    assert not Refund.objects.exists()

    tell("checkout.session.completed", session, "paid")
    with clock.seen_from(at + timedelta(minutes=2)):
        tasks.act_on_waiting_events()
        run_queue()

    assert Refund.objects.get().state == "done"
    assert paid() == [599]
