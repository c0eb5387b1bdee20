"""What an order costs follows from who buys: until it is placed, and never after it is paid."""

from datetime import timedelta
from decimal import Decimal

import pytest

from events.registration import bills, services
from events.registration.models import Effect, OrderState, PaymentMethod
from foundation.base.errors import RuleError
from foundation.billing import services as billing
from foundation.billing.models import Account, Invoice
from tests.events.registration import audit
from tests.factories.orders import make_code, make_filled, make_foundation, make_held, make_sale
from tests.factories.taxes import REVERSED, make_rule

pytestmark = pytest.mark.django_db

ADA = {"name": "Ada", "email": "ada@example.org"}
FIRM = {"country": "IT", "is_business": True, "tax_number": "IT00743110157"}
FRENCH = {"country": "FR"}
LATER = timedelta(minutes=31)


def taxed_sale(price=119, **rule):
    return make_sale(price=price, tax_rule=make_rule(**rule))


def tell(order, at, **buyer):
    return services.fill_in(order=order, purchaser=ADA | buyer, attendees={}, at=at)


def test_nobody_known_pays_the_tax_at_home(at):
    order = make_held(ticket_type=taxed_sale(), quantity=2)

    ticket = order.tickets.first()
    assert (order.total, ticket.price, ticket.tax_rate, ticket.tax) == (238, 119, 19, 19)


def test_a_price_listed_without_tax_is_paid_with_it(at):
    order = make_held(ticket_type=taxed_sale(price=100, includes_tax=False), quantity=3)

    ticket = order.tickets.first()
    assert (order.total, ticket.listed_price, ticket.price, ticket.tax) == (357, 100, 119, 19)


@pytest.mark.parametrize(
    ("buyer", "price", "rate", "treatment", "text"),
    [
        (FIRM, 100, 0, "reverse_charge", REVERSED),
        (FIRM | {"tax_number": "IT1"}, 119, 19, "standard", ""),
        (FIRM | {"is_business": False}, 100, 0, "reverse_charge", REVERSED),
        (FRENCH, 120, 20, "standard", ""),
        (FRENCH | {"is_business": True}, 119, 19, "standard", ""),
        ({"country": "DE", "tax_number": "DE136695976"}, 119, 19, "standard", ""),
    ],
    ids=["firm", "wrong number", "number without the tick", "private", "no number", "at home"],
)
def test_the_ticket_keeps_what_was_decided_and_why(at, buyer, price, rate, treatment, text):
    order = tell(make_held(ticket_type=taxed_sale()), at, **buyer)

    ticket = order.tickets.get()
    found = (ticket.price, ticket.tax_rate, ticket.tax_treatment, ticket.tax_text)
    assert found == (price, rate, treatment, text)
    assert order.total == price


def test_free_is_free_wherever_one_lives(at):
    sale = taxed_sale()
    make_code(ticket_type=sale, effect=Effect.RATE, value=100)

    order = tell(make_held(ticket_type=sale, code="HELLO"), at, **FRENCH)

    assert (order.total, order.tickets.get().tax_rate) == (0, 0)


@pytest.mark.parametrize(
    ("includes", "value", "total"), [(True, 59.5, 59.5), (False, 50, 59.5)], ids=["with", "without"]
)
def test_the_price_of_a_code_is_meant_as_the_list_is(at, includes, value, total):
    sale = taxed_sale(includes_tax=includes)
    make_code(ticket_type=sale, effect=Effect.PRICE, value=value)

    assert make_held(ticket_type=sale, code="HELLO").total == Decimal(str(total))


def test_other_tickets_are_taxed_for_the_buyer_who_is_known(at):
    sale = taxed_sale()
    order = tell(make_held(ticket_type=sale), at, **FIRM)

    order = make_held(ticket_type=sale, quantity=3, basket=order.basket)

    assert order.total == 300


def test_an_order_that_lapsed_is_taxed_for_its_buyer_again(at):
    order = tell(make_held(ticket_type=taxed_sale()), at, **FIRM)
    services.release_expired(at + LATER)

    assert services.extend(order=order, at=at + LATER).total == 100


def test_who_changes_country_at_the_card_has_not_sent_it_off_any_more(at):
    make_foundation()
    order = tell(make_held(ticket_type=taxed_sale()), at)
    old = services.pay_by_card(order=order, at=at)

    order = tell(order, at, **FIRM)

    assert (order.placed_at, billing.owed(old.account)) == (None, 0)
    assert services.pay_by_card(order=order, at=at).total == 100
    old.refresh_from_db()
    assert old.status not in {"waiting", "input", "confirmed"}


@pytest.mark.parametrize(("after", "state"), [(FIRM, "paid"), (FRENCH, "held")])
def test_a_card_that_paid_the_old_total_is_reckoned_with_the_new(at, after, state):
    make_foundation()
    order = tell(make_held(ticket_type=taxed_sale()), at)
    payment = services.pay_by_card(order=order, at=at)
    order = tell(order, at, **after)

    billing.receive(account=payment.account, amount=Decimal(119), key="late", at=at)

    order.refresh_from_db()
    sums = Account.objects.with_sums().get()
    assert order.state == state
    assert sums.charged == order.total
    assert order.refund_needed == (state == "paid")
    audit.the_money_adds_up()


def test_another_total_than_was_agreed_to_is_not_charged(at):
    make_foundation()
    order = tell(make_held(ticket_type=taxed_sale()), at)
    tell(order, at, **FIRM)

    with pytest.raises(RuleError, match="it is USD 100.00 now") as refusal:
        services.pay_by_card(order=order, at=at, agreed=Decimal(119))

    assert refusal.value.code == "total_changed"
    assert not Account.objects.exists()
    assert services.pay_by_card(order=order, at=at, agreed=Decimal(100)).total == 100


def test_the_invoice_says_net_tax_and_why(at):
    make_foundation()
    order = tell(make_held(ticket_type=taxed_sale(), quantity=2), at, **FIRM)
    order = services.place(order=order, method=PaymentMethod.INVOICE, at=at)

    invoice = bills.invoice_for(order, at)

    line = invoice.lines.get()
    assert (line.quantity, line.net, line.tax, line.total, line.tax_text) == (
        2,
        200,
        0,
        200,
        REVERSED,
    )
    assert (invoice.buyer_country, invoice.buyer_tax_number) == ("IT", "IT00743110157")
    assert invoice.total == order.total == Account.objects.with_sums().get().charged


def test_a_credit_note_takes_the_tax_back(at):
    make_foundation()
    order = make_filled(ticket_type=taxed_sale(price=100, includes_tax=False), quantity=3)
    order = services.place(order=order, method=PaymentMethod.INVOICE, at=at)
    bills.invoice_for(order, at)

    services.cancel_ticket(ticket=order.tickets.last(), at=at)

    order.refresh_from_db()
    new = bills.invoice_for(order, at)
    lines = [(line.net, line.tax) for line in Invoice.objects.get(kind="credit_note").lines.all()]
    assert lines == [(-300, -57)]
    assert [(line.net, line.tax, line.total) for line in new.lines.all()] == [(200, 38, 238)]
    assert order.state == OrderState.PENDING
    audit.the_money_adds_up()
    audit.the_numbers_have_no_hole()


def test_a_type_has_a_rule_or_a_rate(at):
    sale = taxed_sale()
    sale.tax_rate = 5
    with pytest.raises(Exception, match="not both"):
        sale.full_clean()


def placed(at, quantity=1, **buyer):
    make_foundation()
    order = tell(make_held(ticket_type=taxed_sale(), quantity=quantity), at, **buyer)
    return services.place(order=order, method=PaymentMethod.INVOICE, at=at)


def test_a_corrected_country_reverses_the_invoice_and_charges_anew(at):
    order = placed(at)
    old = bills.invoice_for(order, at)

    order = services.correct_buyer(order=order, buyer=FIRM, at=at)

    new = bills.invoice_for(order, at)
    assert (old.total, new.total, order.total) == (119, 100, 100)
    assert Invoice.objects.get(reverses=old).total == -119
    assert [entry.amount for entry in order.account.entries.order_by("pk")] == [119, -19]
    assert new.lines.get().tax_text == REVERSED
    audit.the_money_adds_up()
    audit.the_numbers_have_no_hole()


def test_a_correction_that_corrects_nothing_reverses_nothing(at):
    order = placed(at, **FIRM)
    invoice = bills.invoice_for(order, at)

    services.correct_buyer(order=order, buyer=FIRM, at=at)

    assert bills.invoice_for(order, at) == invoice


def test_the_tax_of_a_paid_order_stays_but_its_address_can_be_put_right(at):
    order = services.mark_paid(order=placed(at), at=at)
    old = bills.invoice_for(order, at)

    with pytest.raises(RuleError) as refusal:
        services.correct_buyer(order=order, buyer=FIRM, at=at)
    order = services.correct_buyer(order=order, buyer={"address": "1 New Road"}, at=at)

    assert refusal.value.code == "paid"
    new = bills.invoice_for(order, at)
    assert (new.total, new.buyer.splitlines()[-1]) == (old.total, "1 New Road")
    assert order.state == OrderState.PAID
    audit.the_money_adds_up()


@pytest.mark.parametrize(
    ("buyer", "code"),
    [({"country": "IT", "tax_number": "IT1"}, "tax_number"), ({}, "closed")],
)
def test_a_correction_is_refused(at, buyer, code):
    order = placed(at)
    if code == "closed":
        order = services.cancel(order=order, at=at)
    with pytest.raises(RuleError) as refusal:
        services.correct_buyer(order=order, buyer=buyer, at=at)
    assert refusal.value.code == code
