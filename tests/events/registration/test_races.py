"""Two people do everything at once. Real threads, each with its own connection to PostgreSQL."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from functools import partial

import pytest
from django.db import OperationalError, connections, transaction

from events.registration import bills, queries, services
from events.registration.models import (
    Change,
    Code,
    Effect,
    Order,
    OrderState,
    PaymentMethod,
    Reservation,
    Stock,
    Ticket,
)
from events.registration.services import calling_off, contents, differences
from events.registration.services import stock as places
from foundation.base import clock, tokens
from foundation.base.errors import RuleError
from foundation.billing.models import Account, Entry, Invoice, NumberSequence, Payment, Refund
from tests.conftest import KEYNOTE_WEEK
from tests.events.registration import audit
from tests.factories.events import make_event, make_stock, make_ticket_type
from tests.factories.orders import (
    make_code,
    make_filled,
    make_foundation,
    make_paid,
    make_pending,
    make_sale,
)

pytestmark = pytest.mark.django_db(transaction=True)


# Buyers who press the button in the same instant; each has a connection of their own.
CROWD = 100


def at_once(jobs, *, workers):
    """Share the jobs among threads that start together; returns results or refusal codes."""
    gate = threading.Barrier(workers)

    def run(share):
        gate.wait(timeout=60)
        try:
            return [attempt(job) for job in share]
        finally:
            connections["default"].close()

    with ThreadPoolExecutor(workers) as pool:
        shares = pool.map(run, [jobs[number::workers] for number in range(workers)])
        return [result for share in shares for result in share]


def attempt(job):
    try:
        return job()
    except RuleError as refusal:
        return refusal.code


def buyer(ticket_type, quantity=1):
    def buy():
        order = services.hold(
            event=ticket_type.event,
            lines=[(ticket_type.pk, quantity)],
            basket=tokens.secret(),
            at=KEYNOTE_WEEK,
        )
        services.fill_in(
            order=order,
            purchaser={"name": "Ada", "email": "ada@example.org"},
            attendees={},
            at=KEYNOTE_WEEK,
        )
        services.place(order=order, method=PaymentMethod.FREE, at=KEYNOTE_WEEK)
        return "sold"

    return buy


def one_page_buyer(ticket_type, basket=None):
    def buy():
        person = {"attendee_name": "Ada", "attendee_email": "ada@example.org"}
        order = services.order_at_once(
            event=ticket_type.event,
            item=queries.offer(ticket_type.event, KEYNOTE_WEEK).on_sale[0].item,
            basket=basket or tokens.secret(),
            at=KEYNOTE_WEEK,
            filled=services.Filled({"name": "Ada", "email": "ada@example.org"}, {1: person}, True),
            method=PaymentMethod.FREE,
        )
        return order.pk if basket else "sold"

    return buy


def sell_100_to_300(way=buyer):
    ticket_type = make_sale(size=100, price=0)
    return Counter(at_once([way(ticket_type)] * 300, workers=CROWD))


@pytest.mark.parametrize("way", [buyer, one_page_buyer])
def test_300_buyers_at_once_get_exactly_100_places(way):
    outcome = sell_100_to_300(way)

    assert outcome == {"sold": 100, "sold_out": 200}
    assert Stock.objects.get().taken == 100
    assert Ticket.objects.valid().count() == 100
    assert sum(Reservation.objects.values_list("quantity", flat=True)) == 100


def test_without_the_guard_the_same_300_buyers_are_sold_too_many(monkeypatch):
    """Shows that the test above can fail: look, then write, with no guard in the database."""

    def unguarded(pk, more, *, before_all):
        row = Stock.objects.get(pk=pk)
        if row.taken + more > row.size:
            return False
        Stock.objects.filter(pk=pk).update(taken=row.taken + more)
        return True

    monkeypatch.setattr(places, "_take", unguarded)
    outcome = sell_100_to_300()
    assert outcome["sold"] > 100


def test_the_database_refuses_what_a_program_forgets():
    with pytest.raises(Exception, match="stock_never_oversold"):
        Stock.objects.filter(pk=make_stock(size=1).pk).update(taken=2)


def test_orders_over_several_stocks_neither_deadlock_nor_oversell():
    event = make_event()
    hall, dinner = make_stock(event=event, size=30), make_stock(event=event, size=20)
    both = make_ticket_type(stock=hall, price=0)
    both.stocks.add(dinner)
    reverse = make_ticket_type(stock=dinner, price=0)
    reverse.stocks.add(hall)
    talk = make_ticket_type(stock=hall, price=0)

    outcome = Counter(at_once([buyer(both), buyer(reverse), buyer(talk)] * 30, workers=90))

    assert set(outcome) <= {"sold", "sold_out"}
    for stock in (hall, dinner):
        stock.refresh_from_db()
        held = sum(stock.reservations.values_list("quantity", flat=True))
        assert stock.taken == held <= stock.size
    assert outcome["sold"] == Order.objects.filter(state=OrderState.PAID).count()
    assert hall.taken == 30


def test_a_double_click_makes_one_order():
    ticket_type = make_sale(size=10)

    def click():
        return services.hold(
            event=ticket_type.event,
            lines=[(ticket_type.pk, 2)],
            basket="the same form",
            at=KEYNOTE_WEEK,
        ).pk

    made = at_once([click] * 8, workers=8)

    assert len(set(made)) == 1
    assert Stock.objects.get().taken == 2
    assert Ticket.objects.count() == 2


def test_one_page_sent_eight_times_at_once_makes_one_order():
    ticket_type = make_sale(size=10, price=0)

    made = at_once([one_page_buyer(ticket_type, basket="the same")] * 8, workers=8)

    assert len(set(made)) == Order.objects.count() == 1
    assert (Stock.objects.get().taken, Ticket.objects.count()) == (1, 1)


def test_eight_clicks_on_pay_open_one_payment():
    order = make_filled()

    paid = at_once([lambda: services.pay_by_card(order=order, at=KEYNOTE_WEEK).pk] * 8, workers=8)

    assert len(set(paid)) == 1
    assert Payment.objects.count() == 1
    assert Entry.objects.count() == 1


def test_eight_people_booking_one_transfer_book_it_once():
    order = make_pending()

    booked = at_once(
        [lambda: services.mark_paid(order=order, at=KEYNOTE_WEEK).state] * 8, workers=8
    )

    assert Counter(booked) == {OrderState.PAID: 1, "nothing_owed": 7}
    assert Entry.objects.filter(kind="payment").count() == 1


def test_payment_and_cancellation_at_once_leave_no_money_unexplained():
    for _ in range(5):
        order = make_pending()

        def pay(order=order):
            return services.mark_paid(order=order, at=KEYNOTE_WEEK).state

        def cancel(order=order):
            return services.cancel(order=order, at=KEYNOTE_WEEK).state

        at_once([pay, cancel], workers=2)

        order.refresh_from_db()
        paid = bills.has_money(order)
        if order.state == OrderState.CANCELLED:
            assert order.refund_needed == paid
        else:
            assert order.state == OrderState.PAID
            assert paid
        assert Stock.objects.get(event=order.event).taken == int(order.state == OrderState.PAID)


def test_extending_and_expiring_at_once_end_in_one_of_the_two():
    for _ in range(5):
        order = make_filled()
        late = order.held_until

        def extend(order=order, late=late):
            return services.extend(order=order, at=late).state

        def expire(late=late):
            return services.release_expired(late)

        at_once([extend, expire], workers=2)

        order.refresh_from_db()
        assert order.state == OrderState.HELD
        assert Stock.objects.get(event=order.event).taken == 1


def test_invoice_numbers_have_no_hole_and_no_double():
    make_foundation()
    orders = [make_pending() for _ in range(12)]

    at_once(
        [lambda order=order: bills.invoice_for(order, KEYNOTE_WEEK).number for order in orders] * 2,
        workers=12,
    )

    numbers = sorted(Invoice.objects.values_list("number", flat=True))
    assert numbers == [f"INV-2022-{number:05}" for number in range(1, 13)]
    assert NumberSequence.objects.get().last == 12


def test_a_code_with_ten_uses_is_used_ten_times_by_forty_at_once():
    ticket_type = make_sale(size=100, price=0)
    make_code(ticket_type=ticket_type, most_uses=10, effect=Effect.NONE)

    def use():
        services.hold(
            event=ticket_type.event,
            lines=[(ticket_type.pk, 1)],
            basket=tokens.secret(),
            at=KEYNOTE_WEEK,
            code="HELLO",
        )
        return "held"

    outcome = Counter(at_once([use] * 40, workers=20))

    assert outcome == {"held": 10, "code_used_up": 30}
    assert Code.objects.get().used == 10
    assert Stock.objects.get().taken == 10


def test_one_person_in_many_tabs_stays_within_their_uses():
    make_foundation()
    ticket_type = make_sale(size=100)
    make_code(ticket_type=ticket_type, most_uses=0, most_per_person=2)
    orders = [make_filled(ticket_type=ticket_type, code="HELLO") for _ in range(8)]

    def send(order):
        return services.place(order=order, method=PaymentMethod.INVOICE, at=KEYNOTE_WEEK).state

    outcome = Counter(at_once([lambda o=order: send(o) for order in orders], workers=8))

    assert outcome == {OrderState.PENDING: 2, "code_person_limit": 6}


@pytest.mark.parametrize("model", [Order, Account])
def test_who_changes_an_order_holds_it_and_its_account_until_the_end(model):
    order = make_pending()
    key = order.pk if model is Order else order.account_id

    def take():
        with transaction.atomic():
            model.objects.select_for_update(nowait=True).get(pk=key)
        return "free"

    def elsewhere():
        try:
            return take()
        except OperationalError:
            return "held"
        finally:
            connections["default"].close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            bills.lock(order)
            assert pool.submit(elsewhere).result(timeout=30) == "held"
        assert pool.submit(elsewhere).result(timeout=30) == "free"


def test_a_change_is_paid_for_while_its_time_is_over_and_one_of_both_wins():
    with clock.seen_from(KEYNOTE_WEEK):
        cheap = make_sale(size=4, price=100)
        dear = make_ticket_type(event=cheap.event, stock=cheap.stocks.get(), name="Full", price=150)
        orders = [make_paid(ticket_type=cheap) for _number in range(2)]
        for order in orders:
            services.change(
                order=order, swaps={}, more=[(dear.pk, 1)], expected=150, at=KEYNOTE_WEEK
            )
    late = KEYNOTE_WEEK + contents.HOLD

    jobs = [
        partial(services.mark_paid, order=order, at=late, amount=Decimal(150)) for order in orders
    ]
    jobs += [partial(differences.release, late)] * 2
    at_once(jobs, workers=4)

    audit.the_counters_add_up()
    audit.the_money_adds_up()
    assert not Change.objects.waiting().exists()


def test_two_clicks_on_a_change_make_one():
    with clock.seen_from(KEYNOTE_WEEK):
        cheap = make_sale(size=4, price=100)
        order = make_paid(ticket_type=cheap)
    buy = partial(
        services.change, order=order, swaps={}, more=[(cheap.pk, 1)], expected=100, at=KEYNOTE_WEEK
    )

    results = at_once([buy] * 4, workers=4)

    assert results.count("change_waits") == 3
    audit.the_counters_add_up()
    audit.the_money_adds_up()


def test_two_of_the_staff_grant_a_refund_once():
    with clock.seen_from(KEYNOTE_WEEK):
        order = make_paid(ticket_type=make_sale(price=100), quantity=2)
    asked = services.ask_refund(order=order, positions=[1], reason="", at=KEYNOTE_WEEK)
    grant = partial(services.grant_refund, request=asked, at=KEYNOTE_WEEK)

    results = at_once([grant] * 4, workers=4)

    assert results.count("decided") == 3
    assert Refund.objects.get().amount == 100
    audit.the_money_adds_up()


def test_two_workers_call_an_event_off_once():
    with clock.seen_from(KEYNOTE_WEEK):
        sale = make_sale(size=30, price=100)
        for _number in range(6):
            make_paid(ticket_type=sale, quantity=2)
    services.call_off(event=sale.event, because="Storm", at=KEYNOTE_WEEK)

    done = at_once([partial(calling_off.call_off_round, sale.event, KEYNOTE_WEEK)] * 4, workers=4)

    assert sum(done) == 6
    assert Refund.objects.count() == 6
    assert Stock.objects.get().taken == 0
    audit.the_money_adds_up()
