"""A random code that another order has: the next one is taken, and nobody sees it."""

import pytest
from django.db import IntegrityError

from events.registration import queries, services
from events.registration.models import Order, PaymentMethod
from events.registration.services.holds import Filled
from foundation.base import clock, tokens
from foundation.billing.models import Account
from tests.events.registration import audit
from tests.factories.orders import ADA, make_foundation, make_held, make_paid, make_sale

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]

NAMED = {"attendee_name": ADA["name"], "attendee_email": ADA["email"]}


@pytest.fixture
def dice(monkeypatch):
    """The codes that orders get, one after the other."""

    def load(*codes):
        rolled = iter(codes)
        monkeypatch.setattr(Order._meta.get_field("code"), "_get_default", lambda: next(rolled))
        real = tokens.code
        monkeypatch.setattr(
            tokens, "code", lambda length=6: next(rolled) if length == 6 else real(length)
        )

    return load


def buy_at_once(kind, basket="b" * 22):
    offer = queries.offer(kind.event, clock.now())
    return services.order_at_once(
        event=kind.event,
        item=offer.on_sale[0].item,
        basket=basket,
        at=clock.now(),
        filled=Filled(ADA, {1: NAMED}, conduct=True),
        method=PaymentMethod.INVOICE,
    )


def test_a_hold_whose_code_is_taken_gets_another(dice):
    kind = make_sale()
    dice("TWICE2", "TWICE2", "OTHER2")

    orders = [make_held(ticket_type=kind) for _buyer in range(2)]

    assert [order.code for order in orders] == ["TWICE2", "OTHER2"]
    audit.the_counters_add_up()


def test_an_order_in_one_page_gets_another_and_so_does_its_account(dice):
    make_foundation()
    kind = make_sale()
    dice("TWICE2", "TWICE2", "OTHER2")
    first, second = buy_at_once(kind, "a" * 22), buy_at_once(kind)

    assert (first.code, second.code) == ("TWICE2", "OTHER2")
    assert set(Account.objects.values_list("reference", flat=True)) == {"TWICE2", "OTHER2"}
    audit.the_counters_add_up()
    audit.the_money_adds_up()


def test_an_order_that_is_split_off_gets_another(dice, at):
    order = make_paid(quantity=2)
    dice(order.code, "OTHER2")
    grace = {"name": "Grace", "email": "grace@example.org"}
    key = order.tickets.first().pk

    new = services.split(order=order, tickets=[key], purchaser=grace, at=at)

    assert new.code == "OTHER2"


def test_the_page_sent_twice_with_a_code_that_is_taken_is_one_order(dice):
    kind = make_sale()
    dice("TWICE2", "TWICE2", "OTHER2")

    orders = [make_held(ticket_type=kind, basket="b" * 22) for _click in range(2)]

    assert orders[0] == orders[1]
    assert Order.objects.count() == 1


def test_dice_that_always_fall_the_same_way_are_an_error_and_sell_nothing(dice):
    kind = make_sale()
    dice(*["TWICE2"] * 20)
    make_held(ticket_type=kind)

    with pytest.raises(IntegrityError):
        make_held(ticket_type=kind)

    assert kind.stocks.get().taken == 1
