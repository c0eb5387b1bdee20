"""A whole event is cancelled: every order is cancelled, refunded and told, once."""

from datetime import timedelta
from decimal import Decimal

import pytest

from events.registration import services
from events.registration.models import Order, OrderState, Stock
from events.registration.services import calling_off
from foundation.base.errors import RuleError
from foundation.base.models import Mail
from foundation.billing import services as billing
from foundation.billing.models import Refund
from tests.events.registration import audit
from tests.factories.events import make_ticket_type
from tests.factories.orders import make_filled, make_free, make_paid, make_pending, make_sale

pytestmark = pytest.mark.django_db


@pytest.fixture
def sold(at):
    """Every kind of order there is, of one event; and one of another."""
    sale = make_sale(size=20, price=100)
    free = make_ticket_type(event=sale.event, name="Free", price=0, stock=sale.stocks.get())
    make_filled(ticket_type=sale)
    make_pending(ticket_type=sale, quantity=2)
    make_free(ticket_type=free)
    part = make_pending(ticket_type=sale)
    services.mark_paid(order=part, at=at, amount=Decimal(30))
    make_paid(ticket_type=sale, quantity=3)
    make_paid()
    return sale.event


def live(event):
    return Order.objects.filter(event=event, state__in=calling_off.LIVE).count()


def test_every_order_is_cancelled_refunded_and_told(sold, at, run_queue):
    services.call_off(event=sold, because="The hall has burnt down.", at=at)

    assert calling_off.go_on() == 5
    run_queue()

    assert live(sold) == 0
    assert Stock.objects.get(event=sold).taken == 0
    assert sorted(Refund.objects.values_list("amount", flat=True)) == [30, 300]
    mails = Mail.objects.filter(kind="order_cancelled")
    # Nobody had sent off the order that was only held.
    assert mails.count() == 4
    assert all("The hall has burnt down." in mail.text for mail in mails)
    assert all("register again" not in mail.text for mail in mails)
    audit.the_money_adds_up()
    audit.the_counters_add_up()


def test_it_goes_on_where_a_worker_was_stopped(sold, at, monkeypatch, run_queue):
    services.call_off(event=sold, because="Storm", at=at)
    monkeypatch.setattr(calling_off, "ROUND", 2)

    assert calling_off.go_on() == 2
    assert live(sold) == 3
    assert [calling_off.go_on() for _ in range(3)] == [2, 1, 0]

    assert Refund.objects.count() == 2


def test_a_round_that_fails_half_way_through_an_order_leaves_it_whole(sold, at, monkeypatch):
    services.call_off(event=sold, because="Storm", at=at)

    def killed(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(calling_off.payback, "send_all", killed)
    with pytest.raises(RuntimeError):
        calling_off.go_on()

    assert live(sold) == 5
    assert not Refund.objects.exists()


def test_sales_end_at_once_and_a_second_call_changes_nothing(sold, at):
    first = services.call_off(event=sold, because="Storm", at=at)
    again = services.call_off(event=sold, because="No", at=at + timedelta(hours=1))

    assert not sold.__class__.objects.get(pk=sold.pk).registration_is_open(at)
    assert (again.cancelled_at, again.cancelled_because) == (first.cancelled_at, "Storm")


def test_money_that_comes_afterwards_is_ours_to_return(sold, at):
    services.call_off(event=sold, because="Storm", at=at)
    calling_off.go_on()
    order = Order.objects.filter(event=sold, account__isnull=False, refund_needed=False).first()

    billing.receive(account=order.account, amount=Decimal(200), key="late", at=at)

    order.refresh_from_db()
    assert (order.state, order.refund_needed) == (OrderState.CANCELLED, True)


@pytest.mark.parametrize(
    ("because", "days", "code"), [("", 0, "nothing_said"), ("Storm", 4000, "over")]
)
def test_what_cannot_be_is_refused(sold, at, because, days, code):
    with pytest.raises(RuleError) as refusal:
        services.call_off(event=sold, because=because, at=at + timedelta(days=days))

    assert refusal.value.code == code
