"""Changing an order that was sent off: the difference is shown, then paid, credited or refunded."""

from datetime import timedelta
from decimal import Decimal

import pytest

from events.registration import services
from events.registration.models import ChangeState, OrderState, Stock
from events.registration.services import alterations, differences
from foundation.base.errors import RuleError
from foundation.billing import services as billing
from foundation.billing.models import InvoiceKind
from tests.events.registration import audit
from tests.factories.events import make_stock, make_ticket_type
from tests.factories.orders import make_code, make_free, make_paid, make_pending, make_sale

pytestmark = pytest.mark.django_db


@pytest.fixture
def sale(at):
    """A hall of ten; a pass for 100, a dearer one for 150, a cheaper one for 40."""
    regular = make_sale(size=10, price=100, name="Pass")
    hall = regular.stocks.get()
    more = {"event": regular.event, "stock": hall}
    return {
        "pass": regular,
        "full": make_ticket_type(name="Full", price=150, **more),
        "day": make_ticket_type(name="Day", price=40, **more),
    }


def change(order, sale, at, *, swaps=None, more=(), expected=None):
    asked = {
        "order": order,
        "swaps": {position: sale[name].pk for position, name in (swaps or {}).items()},
        "more": [(sale[name].pk, number) for name, number in more],
        "at": at,
    }
    if expected is None:
        expected = alterations.plan(**asked).difference
    return services.change(**asked, expected=Decimal(expected))


def taken():
    return {stock.name: stock.taken for stock in Stock.objects.all()}


def owed(order):
    order.refresh_from_db()
    return billing.owed(order.account)


def test_a_dearer_ticket_waits_for_its_difference_and_the_old_one_stays_valid(sale, at):
    order = make_paid(ticket_type=sale["pass"])

    waiting = change(order, sale, at, swaps={1: "full"})

    order.refresh_from_db()
    assert (waiting.state, waiting.difference) == (ChangeState.WAITING, 50)
    assert order.state == OrderState.PAID
    assert order.tickets.valid().get().ticket_type == sale["pass"]
    assert owed(order) == 50
    audit.the_money_adds_up()


def test_the_change_is_made_when_its_difference_is_paid(sale, at):
    order = make_paid(ticket_type=sale["pass"], quantity=2)
    code = order.tickets.get(position=1).code
    change(order, sale, at, swaps={1: "full"}, more=[("day", 1)])

    services.mark_paid(order=order, at=at)

    order.refresh_from_db()
    tickets = list(order.tickets.order_by("position"))
    assert [row.ticket_type.name for row in tickets] == ["Full", "Pass", "Day"]
    assert tickets[0].code == code
    assert (order.total, owed(order), order.refund_needed) == (290, 0, False)
    assert set(taken().values()) == {3}
    audit.the_counters_add_up()
    audit.the_money_adds_up()


def test_a_cheaper_ticket_is_changed_at_once_and_the_difference_is_ours_to_return(sale, at):
    order = make_paid(ticket_type=sale["pass"])

    done = change(order, sale, at, swaps={1: "day"})

    order.refresh_from_db()
    assert (done.state, done.difference) == (ChangeState.DONE, -60)
    assert (order.total, owed(order), order.refund_needed) == (40, -60, True)
    audit.the_money_adds_up()


def test_an_unpaid_order_is_changed_at_once_and_gets_a_new_invoice(sale, at, run_queue):
    order = make_pending(ticket_type=sale["pass"])
    run_queue()

    change(order, sale, at, swaps={1: "full"}, more=[("day", 2)])
    run_queue()

    order.refresh_from_db()
    assert (order.state, order.total, owed(order)) == (OrderState.PENDING, 230, 230)
    valid = order.account.invoices.get(kind=InvoiceKind.INVOICE, reversed_by=None)
    assert valid.total == 230
    audit.the_numbers_have_no_hole()


def test_a_free_order_can_add_a_ticket_that_costs(sale, at):
    free = make_ticket_type(event=sale["pass"].event, name="Free", price=0)
    order = make_free(ticket_type=free)

    change(order, sale, at, more=[("day", 1)])
    services.mark_paid(order=order, at=at)

    order.refresh_from_db()
    assert (order.total, owed(order), order.tickets.count()) == (40, 0, 2)


def test_a_change_that_is_not_paid_lapses_and_leaves_the_order_as_it_was(sale, at, run_queue):
    order = make_paid(ticket_type=sale["pass"])
    waiting = change(order, sale, at, more=[("full", 2)])
    assert set(taken().values()) == {3}

    assert differences.release(at + timedelta(minutes=29)) == 0
    assert differences.release(at + timedelta(minutes=30)) == 1

    waiting.refresh_from_db()
    assert waiting.state == ChangeState.LAPSED
    assert (owed(order), order.total, order.refund_needed) == (0, 100, False)
    assert set(taken().values()) == {1}
    audit.the_counters_add_up()
    audit.the_money_adds_up()


def test_a_part_that_was_paid_for_a_lapsed_change_goes_back(sale, at):
    order = make_paid(ticket_type=sale["pass"])
    change(order, sale, at, swaps={1: "full"})
    services.mark_paid(order=order, at=at, amount=Decimal(20))

    differences.release(at + timedelta(hours=1))

    assert owed(order) == -20
    assert order.refund_needed


def test_money_that_comes_after_the_change_lapsed_is_ours_to_return(sale, at):
    order = make_paid(ticket_type=sale["pass"])
    change(order, sale, at, swaps={1: "full"})
    payment = differences.pay_by_card(order=order, at=at)
    differences.release(at + timedelta(hours=1))

    payment.change_status("confirmed")

    assert owed(order) == -50
    assert order.refund_needed
    assert order.tickets.get().ticket_type == sale["pass"]


def test_a_transfer_has_two_weeks(sale, at):
    order = make_paid(ticket_type=sale["pass"])
    waiting = change(order, sale, at, swaps={1: "full"})

    differences.wait_for_transfer(order=order, at=at)

    waiting.refresh_from_db()
    assert waiting.waits_until == at + timedelta(days=14)


def test_the_owner_takes_a_change_back(sale, at):
    order = make_paid(ticket_type=sale["pass"])
    change(order, sale, at, more=[("day", 1)])

    services.withdraw(order=order, at=at)
    services.withdraw(order=order, at=at)

    assert owed(order) == 0
    assert set(taken().values()) == {1}


def test_money_on_its_way_back_is_no_part_of_the_difference(sale, at):
    order = make_paid(ticket_type=sale["full"])
    change(order, sale, at, swaps={1: "day"})
    assert owed(order) == -110
    change(order, sale, at, more=[("full", 1)])

    services.withdraw(order=order, at=at)

    assert owed(order) == -110
    assert order.refund_needed
    audit.the_money_adds_up()


def test_cancelling_a_ticket_or_the_order_ends_a_change_that_waits(sale, at):
    order = make_paid(ticket_type=sale["pass"], quantity=2)
    waiting = change(order, sale, at, more=[("day", 1)])

    services.cancel_ticket(ticket=order.tickets.get(position=1), at=at)

    waiting.refresh_from_db()
    assert waiting.state == ChangeState.WITHDRAWN
    assert (owed(order), order.total) == (-100, 100)
    change(order, sale, at, more=[("full", 2)])
    services.cancel(order=order, at=at, by_staff=True)
    assert owed(order) == -200
    assert set(taken().values()) == {0}
    audit.the_money_adds_up()


def test_the_last_places_cannot_be_taken_by_a_change(sale, at):
    order = make_paid(ticket_type=sale["pass"])
    make_paid(ticket_type=sale["pass"], quantity=9)

    with pytest.raises(RuleError) as refusal:
        change(order, sale, at, more=[("day", 1)])

    assert refusal.value.code == "sold_out"
    assert owed(order) == 0
    assert not order.changes.exists()


def test_a_swap_within_a_full_hall_takes_no_place_more(sale, at):
    order = make_paid(ticket_type=sale["pass"], quantity=10)

    change(order, sale, at, swaps={1: "full"})
    services.mark_paid(order=order, at=at)

    assert set(taken().values()) == {10}


def test_a_swap_to_other_places_moves_them(sale, at):
    gala = make_stock(event=sale["pass"].event, name="Gala", size=2)
    sale["gala"] = make_ticket_type(event=sale["pass"].event, stock=gala, name="Gala", price=300)
    order = make_paid(ticket_type=sale["pass"])
    hall = sale["pass"].stocks.get().name

    change(order, sale, at, swaps={1: "gala"})
    assert taken() == {hall: 1, "Gala": 1}
    services.mark_paid(order=order, at=at)

    assert taken() == {hall: 0, "Gala": 1}
    audit.the_counters_add_up()


def test_what_a_code_took_off_is_given_back_with_the_ticket_it_priced(sale, at):
    code = make_code(ticket_type=sale["pass"], value=50, most_uses=1)
    order = make_paid(ticket_type=sale["pass"], code="HELLO")
    assert order.total == 50

    change(order, sale, at, swaps={1: "full"})
    services.mark_paid(order=order, at=at)

    code.refresh_from_db()
    order.refresh_from_db()
    assert (code.used, order.total) == (0, 150)
    audit.the_counters_add_up()


@pytest.mark.parametrize(
    ("swaps", "more", "code"),
    [
        ({}, (), "nothing_changed"),
        ({1: "pass"}, (), "nothing_changed"),
        ({9: "full"}, (), "closed"),
        ({}, [("full", 11)], "too_many"),
        ({}, [("full", 10**9)], "too_many"),
        ({}, [("hidden", 1)], "not_on_sale"),
        ({1: "foreign"}, (), "not_on_sale"),
    ],
)
def test_what_cannot_be_is_refused(sale, at, swaps, more, code):
    sale["hidden"] = make_ticket_type(
        event=sale["pass"].event, name="Hidden", price=1, audience="with_code"
    )
    sale["foreign"] = make_sale(name="Foreign")
    order = make_paid(ticket_type=sale["pass"])

    with pytest.raises(RuleError) as refusal:
        change(order, sale, at, swaps=swaps, more=more, expected=0)

    assert refusal.value.code == code


def test_a_price_that_moved_since_it_was_shown_is_said(sale, at):
    order = make_paid(ticket_type=sale["pass"])

    with pytest.raises(RuleError) as refusal:
        change(order, sale, at, swaps={1: "full"}, expected=10)

    assert refusal.value.code == "other_difference"


def test_a_second_change_waits_for_the_first(sale, at):
    order = make_paid(ticket_type=sale["pass"])
    change(order, sale, at, swaps={1: "full"})

    with pytest.raises(RuleError) as refusal:
        change(order, sale, at, swaps={1: "day"}, expected=-60)

    assert refusal.value.code == "change_waits"


def test_after_the_cut_off_nothing_is_changed(sale, at):
    order = make_paid(ticket_type=sale["pass"])
    event = sale["pass"].event
    event.changes_until = at - timedelta(minutes=1)
    event.save()

    with pytest.raises(RuleError) as refusal:
        change(order, sale, at, swaps={1: "full"}, expected=50)

    assert refusal.value.code == "too_late"
