"""Tickets given back: asked by the owner, decided by rule or staff, the money on its way."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from events.registration import services
from events.registration.models import OrderState, RefundRule, RefundState, Stock
from events.registration.services import refunding
from foundation.base.errors import RuleError
from foundation.base.models import Mail
from foundation.billing import services as billing
from foundation.billing.models import InvoiceKind, Refund
from tests.events.registration import audit
from tests.factories.orders import make_free, make_paid, make_pending, make_sale

pytestmark = pytest.mark.django_db

# The event of the factories begins on 13 June 2023.
FIRST_DAY = date(2023, 6, 13)


def rule(order, *, days, rate, at_once=False):
    event = order.event
    event.starts_on, event.ends_on = FIRST_DAY, FIRST_DAY + timedelta(days=2)
    event.save()
    return RefundRule.objects.create(event=event, days_before=days, rate=rate, at_once=at_once)


def ask(order, *positions, at):
    return services.ask_refund(order=order, positions=positions, reason="Ill", at=at)


def refused(code, call):
    with pytest.raises(RuleError) as refusal:
        call()
    assert refusal.value.code == code


def test_without_rules_the_full_price_is_asked_for_and_staff_decide(at):
    order = make_paid(quantity=2)

    asked = ask(order, 2, at=at)

    assert (asked.state, asked.amount) == (RefundState.ASKED, Decimal(599))
    assert order.tickets.valid().count() == 2


@pytest.mark.parametrize(
    ("days_left", "expected"), [(100, 80), (60, 80), (59, 50), (14, 50), (13, None)]
)
def test_the_rule_that_ends_next_holds_until_its_last_day_is_over(at, days_left, expected):
    order = make_paid()
    rule(order, days=60, rate=80)
    rule(order, days=14, rate=50)
    day = FIRST_DAY - timedelta(days=days_left)

    # The last minute of the day where the event is.
    moment = at.replace(year=day.year, month=day.month, day=day.day, hour=12)
    terms = refunding.terms(order.event, moment)

    assert (terms.rate if terms else None) == expected


def test_a_rule_without_staff_grants_at_once(at, run_queue):
    order = make_paid(quantity=2)
    rule(order, days=14, rate=50, at_once=True)

    asked = ask(order, 1, at=at)

    order.refresh_from_db()
    assert (asked.state, asked.granted) == (RefundState.GRANTED, Decimal("299.50"))
    assert (order.total, order.kept) == (Decimal("898.50"), Decimal("299.50"))
    assert Refund.objects.get().amount == Decimal("299.50")
    assert Stock.objects.get().taken == 1
    audit.the_money_adds_up()
    run_queue()
    assert Mail.objects.filter(kind="refund_granted").count() == 1
    assert not Mail.objects.filter(kind="refund_asked").exists()


def test_staff_grant_a_part_and_the_last_ticket_takes_the_order_with_it(at, run_queue):
    order = make_paid()
    run_queue()
    asked = ask(order, 1, at=at)

    services.grant_refund(request=asked, at=at, amount=Decimal(500), answer="Less our costs.")
    run_queue()

    order.refresh_from_db()
    assert order.state == OrderState.CANCELLED
    assert (order.kept, billing.owed(order.account)) == (99, -500)
    refund = Refund.objects.get()
    assert (refund.amount, refund.way) == (500, "transfer")
    assert "Less our costs." in Mail.objects.get(kind="refund_granted").text
    billing.mark_transferred(refund=refund, at=at)
    order.refresh_from_db()
    assert (billing.owed(order.account), order.refund_needed) == (0, False)
    audit.the_money_adds_up()
    audit.the_counters_add_up()


def test_an_invoice_after_a_refund_names_what_was_kept(at, run_queue):
    order = make_paid(quantity=2)
    run_queue()
    services.grant_refund(request=ask(order, 2, at=at), at=at, amount=Decimal(199))
    run_queue()

    invoice = order.account.invoices.get(kind=InvoiceKind.INVOICE, reversed_by=None)

    assert invoice.total == 599 + 400
    lines = list(invoice.lines.values_list("quantity", "total"))
    assert sorted(lines) == [(1, Decimal(400)), (1, Decimal(599))]
    audit.the_numbers_have_no_hole()


def test_a_card_payment_gets_its_money_back_by_itself(at, run_queue):
    order = make_pending()
    services.cancel(order=order, at=at)
    sale = make_sale(price=100)
    order = make_pending(ticket_type=sale)
    payment = billing.start_card_payment(
        account=order.account, description="x", email="a@example.org",
        success_path="/", failure_path="/",
        at=at,
    )  # fmt: skip
    payment.captured_amount = payment.total
    payment.save()
    payment.change_status("confirmed")

    services.grant_refund(request=ask(order, 1, at=at), at=at)
    run_queue()

    order.refresh_from_db()
    assert Refund.objects.get().state == "done"
    assert (billing.owed(order.account), order.refund_needed) == (0, False)


def test_staff_decline_and_say_why(at, run_queue):
    order = make_paid()
    asked = ask(order, 1, at=at)

    services.decline_refund(request=asked, at=at, answer="The badge is printed.")
    run_queue()

    assert order.tickets.valid().count() == 1
    assert "The badge is printed." in Mail.objects.get(kind="refund_declined").text
    refused("decided", lambda: services.grant_refund(request=asked, at=at))


def test_a_second_request_is_the_first_while_it_waits(at):
    order = make_paid(quantity=2)
    first = ask(order, 1, at=at)

    assert ask(order, 2, at=at) == first
    services.withdraw_refund(order=order, at=at)
    assert ask(order, 2, at=at) != first


def test_a_ticket_cancelled_since_is_not_refunded_twice(at):
    order = make_paid(quantity=2)
    asked = ask(order, 1, 2, at=at)
    services.cancel_ticket(ticket=order.tickets.get(position=1), at=at)

    refused("too_much", lambda: services.grant_refund(request=asked, at=at))
    services.grant_refund(request=asked, at=at, amount=Decimal(599))

    order.refresh_from_db()
    assert billing.owed(order.account) == -1198
    audit.the_money_adds_up()


@pytest.mark.parametrize(
    ("positions", "code"),
    [([], "nothing_chosen"), ([3], "not_refundable"), ([-1], "not_refundable")],
)
def test_what_is_not_there_cannot_be_given_back(at, positions, code):
    order = make_paid()

    refused(code, lambda: ask(order, *positions, at=at))


@pytest.mark.parametrize("make", [make_free, make_pending])
def test_free_and_unpaid_tickets_are_not_refunded(at, make):
    order = make()

    refused("not_refundable", lambda: ask(order, 1, at=at))


def test_after_the_cut_off_nobody_asks(at):
    order = make_paid()
    order.event.changes_until = at - timedelta(minutes=1)
    order.event.save()

    refused("too_late", lambda: ask(order, 1, at=at))


@pytest.mark.parametrize("amount", [Decimal(-1), Decimal(600), Decimal("599.01")])
def test_no_more_than_the_price_and_no_less_than_nothing(at, amount):
    asked = ask(make_paid(), 1, at=at)

    refused("too_much", lambda: services.grant_refund(request=asked, at=at, amount=amount))
