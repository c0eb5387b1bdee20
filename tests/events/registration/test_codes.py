from datetime import timedelta
from decimal import Decimal

import pytest

from events.registration import services
from events.registration.models import Code, CodeUse, Effect, OrderState, PersonUse, Stock
from events.registration.services.contents import HOLD
from foundation.base.errors import RuleError
from tests.factories.events import make_ticket_type
from tests.factories.orders import ADA, make_code, make_foundation, make_held, make_sale

pytestmark = pytest.mark.django_db


def hold(ticket_type, at, code="HELLO", quantity=1, basket="tab"):
    lines = [(ticket_type.pk, quantity)]
    event = ticket_type.event
    return services.hold(event=event, lines=lines, basket=basket, at=at, code=code)


def send_off(order, at, email=ADA["email"]):
    make_foundation()
    services.fill_in(order=order, purchaser=ADA | {"email": email}, attendees={}, at=at)
    return services.place(order=order, method="invoice", at=at)


def refused(code, call):
    with pytest.raises(RuleError) as refusal:
        call()
    assert refusal.value.code == code
    return refusal.value


def used():
    return Code.objects.get().used


@pytest.mark.parametrize(
    ("effect", "value", "price"),
    [
        (Effect.NONE, 0, "599"),
        (Effect.PRICE, 249, "249"),
        (Effect.PRICE, 700, "599"),
        (Effect.AMOUNT, 100, "499"),
        (Effect.AMOUNT, 1000, "0"),
        (Effect.RATE, 10, "539.10"),
        (Effect.RATE, 100, "0"),
    ],
)
def test_a_code_changes_the_price_and_never_raises_it(at, effect, value, price):
    ticket_type = make_sale()
    make_code(ticket_type=ticket_type, effect=effect, value=value)

    order = hold(ticket_type, at)

    ticket = order.tickets.get()
    assert order.total == ticket.price == Decimal(price)
    assert ticket.price + ticket.discount == 599
    assert used() == 1


@pytest.mark.parametrize("typed", ["hello", " HEL-LO ", "HELL0", "HEIIO", "he1lo"])
def test_letters_that_look_alike_are_forgiven(at, typed):
    ticket_type = make_sale()
    make_code(ticket_type=ticket_type)
    assert hold(ticket_type, at, code=typed).promo_code.text == "HELLO"


def test_unknown_foreign_and_ended_codes_are_refused_alike(at):
    ticket_type = make_sale()
    make_code(event=make_sale().event, text="FOREIGN")
    make_code(ticket_type=ticket_type, text="ENDED", valid_until=at)
    make_code(ticket_type=ticket_type, text="EARLY", valid_from=at + timedelta(seconds=1))

    words = {
        refused("code_unknown", lambda typed=typed: hold(ticket_type, at, code=typed)).messages[0]
        for typed in ("NOBODY", "FOREIGN", "ENDED", "EARLY", "💥", "-", "X" * 5000)
    }

    assert len(words) == 1
    assert Stock.objects.filter(taken__gt=0).count() == 0


def test_a_hidden_type_opens_only_to_a_code_that_names_it(at):
    hidden = make_sale(audience="with_code", price=249)
    make_code(ticket_type=hidden, text="GENERAL", effect=Effect.NONE)
    make_code(ticket_type=hidden, text="NAMED", effect=Effect.NONE, types=[hidden])

    refused("not_on_sale", lambda: hold(hidden, at, code="GENERAL"))
    refused("not_on_sale", lambda: hold(hidden, at, code=""))
    assert hold(hidden, at, code="NAMED").total == 249


def test_a_code_opens_no_type_for_the_invited(at):
    invited = make_sale(audience="with_invitation")
    make_code(ticket_type=invited, types=[invited])
    refused("not_on_sale", lambda: hold(invited, at))


def test_a_code_for_other_tickets_is_pointed_out(at):
    ticket_type = make_sale()
    other = make_ticket_type(event=ticket_type.event)
    make_code(ticket_type=ticket_type, types=[other])

    refused("code_not_for_these", lambda: hold(ticket_type, at))

    assert used() == 0


def test_no_more_uses_than_the_code_has(at):
    ticket_type = make_sale()
    make_code(ticket_type=ticket_type, most_uses=3)
    hold(ticket_type, at, quantity=2)

    refusal = refused("code_used_up", lambda: hold(ticket_type, at, quantity=2, basket="next"))

    assert "1 more" in refusal.messages[0]
    assert used() == 2
    assert Stock.objects.filter(event=ticket_type.event).get().taken == 2


def test_uses_return_with_the_hold_and_are_taken_again(at):
    ticket_type = make_sale()
    make_code(ticket_type=ticket_type)
    order = hold(ticket_type, at)

    services.release_expired(at + HOLD)
    assert used() == 0
    assert not CodeUse.objects.exists()

    order = services.extend(order=order, at=at + HOLD)
    assert used() == 1
    assert order.total == Decimal("539.10")


def test_changing_the_tickets_changes_the_uses(at):
    ticket_type = make_sale()
    make_code(ticket_type=ticket_type, most_uses=5)
    hold(ticket_type, at, quantity=4)

    order = hold(ticket_type, at, quantity=2)
    assert used() == 2

    order = hold(ticket_type, at, quantity=2, code="")
    assert used() == 0
    assert order.total == 1198
    assert order.promo_code is None


def test_cancelling_gives_uses_back_to_code_and_person(at):
    ticket_type = make_sale()
    make_code(ticket_type=ticket_type, most_per_person=1)
    order = send_off(hold(ticket_type, at), at)
    assert PersonUse.objects.get().used == 1

    services.cancel(order=order, at=at)

    assert used() == 0
    assert PersonUse.objects.get().used == 0


def test_one_person_uses_it_only_so_often_whatever_case_they_type(at):
    ticket_type = make_sale()
    make_code(ticket_type=ticket_type, most_uses=0, most_per_person=1)
    send_off(hold(ticket_type, at), at)
    second = hold(ticket_type, at, basket="second")

    refused("code_person_limit", lambda: send_off(second, at, email="ADA@example.org"))
    assert send_off(second, at, email="grace@example.org").state == OrderState.PENDING


@pytest.mark.parametrize(
    ("owner", "email", "belongs"),
    [
        ({"owner_email": "ada@example.org"}, "Ada@Example.org", True),
        ({"owner_email": "ada@example.org"}, "eve@example.org", False),
        ({"owner_domain": "example.org"}, "grace@example.org", True),
        ({"owner_domain": "example.org"}, "eve@notexample.org", False),
        ({"owner_domain": "example.org"}, "eve@example.org.evil.net", False),
    ],
)
def test_an_owned_code_serves_its_owner(at, owner, email, belongs):
    ticket_type = make_sale()
    make_code(ticket_type=ticket_type, **owner)
    order = hold(ticket_type, at)

    if belongs:
        assert send_off(order, at, email=email).state == OrderState.PENDING
    else:
        refused("code_of_another", lambda: send_off(order, at, email=email))


def test_a_code_survives_a_failed_payment(at):
    ticket_type = make_sale()
    make_code(ticket_type=ticket_type, most_per_person=1)
    order = hold(ticket_type, at)
    services.fill_in(order=order, purchaser=ADA, attendees={}, at=at)
    services.pay_by_card(order=order, at=at).change_status("rejected")
    make_foundation()

    order = services.switch_to_invoice(order=order, at=at)

    assert order.total == Decimal("539.10")
    assert (used(), PersonUse.objects.get().used) == (1, 1)


def test_a_ticket_that_stays_says_which_code_priced_it_now(at):
    code = make_code(ticket_type=(sale := make_sale()))
    order = make_held(ticket_type=sale, code=code.text)
    lines = [(sale.pk, 1)]
    for text, expected in (("", None), (code.text, code)):
        services.hold(event=sale.event, lines=lines, basket=order.basket, at=at, code=text)
        assert order.tickets.get().promo_code == expected
