"""The member's price without a code: whose it is, for how long, and which price wins."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from events.registration import services
from events.registration.models import Code, CodeKind, Effect, OrderState, Ticket
from events.registration.services.contents import HOLD
from foundation.base.errors import RuleError
from members.models import Membership
from tests.factories.events import make_ticket_type
from tests.factories.members import make_mail_domain, make_membership, make_tier
from tests.factories.orders import ADA, make_code, make_foundation, make_sale

pytestmark = pytest.mark.django_db

READER = ["ada@example.org"]


@pytest.fixture
def sale(at):
    make_foundation()
    return make_sale(price=600)


@pytest.fixture
def member(sale):
    """A Gold member whose people have addresses at example.org."""
    membership = make_membership("Acme", "Gold")
    make_mail_domain(membership.organization)
    return membership.organization


@pytest.fixture
def code(sale, member):
    return by_itself(sale)


def by_itself(sale, *tiers, **fields):
    defaults = {"kind": CodeKind.MEMBER, "applies_by_itself": True, "text": "MEMBERS",
                "effect": Effect.RATE, "value": 10, "most_uses": 0}  # fmt: skip
    row = make_code(ticket_type=sale, **defaults | fields)
    row.tiers.set([make_tier(name) for name in tiers])
    return row


def hold(kind, at, quantity=1, reader=READER, basket="tab", **claim):
    lines = [(kind.pk, quantity)]
    return services.hold(
        event=kind.event, lines=lines, basket=basket, at=at, reader=reader, **claim
    )


def send_off(order, at, **purchaser):
    services.fill_in(order=order, purchaser=ADA | purchaser, attendees={}, at=at)
    return services.place(order=order, method="invoice", at=at)


def refused(code, call):
    with pytest.raises(RuleError) as refusal:
        call()
    assert refusal.value.code == code
    return refusal.value


def test_a_person_of_a_member_pays_its_price_and_anybody_may_be_named(at, sale, member, code):
    order = send_off(hold(sale, at), at, email="boss@elsewhere.net")

    assert (order.total, order.member_of, order.promo_code) == (540, member, None)
    assert (order.state, order.tickets.get().promo_code) == (OrderState.PENDING, code)
    assert Code.objects.get().used == 1


@pytest.mark.parametrize("reader", [[], ["eve@evil.net"], ["ada@example.org.evil.net"]])
def test_nobody_else_pays_it_nor_by_typing_its_name(at, sale, code, reader):
    assert hold(sale, at, reader=reader).total == 600
    refused("code_members_only", lambda: hold(sale, at, reader=reader, code="MEMBERS"))


def test_who_may_have_it_may_type_it_too(at, sale, member, code):
    order = hold(sale, at, code="members")
    assert (order.total, order.member_of, order.promo_code) == (540, member, code)
    assert order.code_uses.count() == 1


@pytest.mark.parametrize(
    ("tiers", "total"), [((), 540), (("Gold",), 540), (("Silver", "Platinum"), 600)]
)
def test_it_is_for_the_tiers_it_names(at, sale, member, tiers, total):
    by_itself(sale, *tiers)
    assert hold(sale, at).total == total


def test_a_member_that_left_or_comes_later_has_no_price(at, sale, member, code):
    for first, end in ((date(2021, 1, 1), date(2022, 10, 10)), (date(2022, 10, 11), None)):
        Membership.objects.all().delete()
        make_membership(member, "Gold", first, end)
        assert hold(sale, at).total == 600


@pytest.mark.parametrize(
    ("value", "total", "typed_wins"), [(20, 480, True), (5, 540, False), (10, 540, True)]
)
def test_the_buyer_pays_the_lower_of_the_two(at, sale, member, code, value, total, typed_wins):
    typed = make_code(ticket_type=sale, text="TYPED", value=value)

    order = hold(sale, at, code="TYPED")

    assert order.total == total
    assert (order.promo_code, order.member_of) == ((typed, None) if typed_wins else (None, member))
    used = dict(Code.objects.values_list("text", "used"))
    assert used == {"TYPED": int(typed_wins), "MEMBERS": int(not typed_wins)}


def test_each_ticket_has_its_lower_price_and_its_code_back(at, sale, member, code):
    hidden = make_sale(event=sale.event, audience="with_code", price=249)
    typed = make_code(
        event=sale.event, text="TYPED", types=[hidden], effect=Effect.NONE, most_per_person=3
    )
    lines = [(sale.pk, 2), (hidden.pk, 1)]
    order = services.hold(
        event=sale.event, lines=lines, basket="b", at=at, code="TYPED", reader=READER
    )
    send_off(order, at)
    assert order.total == 2 * 540 + 249
    assert {use.code: use.quantity for use in order.code_uses.all()} == {typed: 1, code: 2}

    services.cancel_ticket(ticket=order.tickets.filter(ticket_type=sale).first(), at=at)
    assert dict(Code.objects.values_list("text", "used")) == {"TYPED": 1, "MEMBERS": 1}
    services.cancel(order=order, at=at)
    assert set(Code.objects.values_list("used", flat=True)) == {0}


def test_it_can_open_what_is_only_for_members(at, sale, member):
    hidden = make_sale(event=sale.event, audience="with_code", price=100)
    by_itself(sale, effect=Effect.NONE).ticket_types.set([hidden])

    refused("not_on_sale", lambda: hold(hidden, at, reader=[]))
    order = hold(hidden, at)
    assert (order.total, order.member_of) == (100, member)


def test_of_several_codes_and_members_the_best_tier_and_the_lowest_price(at, sale, member):
    by_itself(sale, text="ANY")
    by_itself(sale, "Gold", text="GOLD", value=25)
    silver = make_membership("Bell", "Silver").organization
    make_mail_domain(silver, "bell.org")

    order = hold(sale, at, reader=["ada@bell.org", "ada@example.org"])

    assert (order.total, order.member_of, order.member_email) == (450, member, "ada@example.org")


def test_a_used_up_code_does_not_apply_and_is_not_mentioned(at, sale, member):
    by_itself(sale, most_uses=1)
    assert hold(sale, at, basket="a").total == 540
    assert hold(sale, at, basket="b").total == 600
    assert hold(sale, at, basket="a").total == 540


def test_sending_off_asks_again(at, sale, member, code):
    order = hold(sale, at)
    Membership.objects.all().delete()

    refusal = refused("not_a_member_now", lambda: send_off(order, at))

    assert "Acme" in refusal.messages[0]
    assert hold(sale, at).total == 600


def test_an_expired_hold_is_revived_at_what_is_true_then(at, sale, member, code):
    order = hold(sale, at)
    later = at + HOLD + timedelta(minutes=1)
    services.release_expired(later)
    assert services.extend(order=order, at=later).total == 540

    services.release_expired(later + HOLD)
    Membership.objects.all().delete()
    order = services.extend(order=order, at=later + HOLD)
    assert (order.total, order.member_of, order.member_email) == (600, None, "")


def test_a_typed_code_for_members_of_some_tiers_asks_who_types_it(at, sale, member):
    by_itself(sale, "Gold", applies_by_itself=False)

    assert hold(sale, at).total == 600
    order = hold(sale, at, code="MEMBERS")
    assert (order.total, order.member_of) == (540, member)
    refused("code_members_only", lambda: hold(sale, at, code="MEMBERS", reader=["e@evil.net"]))


def test_a_typed_code_for_none_of_the_tickets_is_said_to_a_member_too(at, sale, member, code):
    other = make_ticket_type(event=sale.event)
    make_code(ticket_type=sale, text="OTHER", types=[other])
    refused("code_not_for_these", lambda: hold(sale, at, code="OTHER"))


def test_only_a_member_code_applies_by_itself(at, sale):
    with pytest.raises(IntegrityError, match="applies_by_itself"), transaction.atomic():
        make_code(ticket_type=sale, applies_by_itself=True)


def test_ticket_keeps_the_list_price(at, sale, member, code):
    hold(sale, at)
    ticket = Ticket.objects.get()
    assert (ticket.price, ticket.discount) == (Decimal(540), Decimal(60))
