"""What follows an order, done by two at once. Real threads, each with its own connection."""

from collections import Counter
from datetime import timedelta
from decimal import Decimal
from functools import partial

import pytest

from events.groups import services as groups
from events.groups.models import TicketOffer
from events.registration import services
from events.registration.models import (
    Change,
    Code,
    CodeKind,
    Invitation,
    Order,
    OrderState,
    Promise,
    RefundRequest,
    Stock,
)
from events.registration.services import differences, invitations, keeping, making
from foundation.base import clock
from foundation.billing.models import Refund
from tests.conftest import KEYNOTE_WEEK
from tests.events.registration import audit
from tests.events.registration.test_races import at_once, buyer
from tests.factories.orders import (
    make_code,
    make_filled,
    make_foundation,
    make_invitation,
    make_paid,
    make_sale,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def week():
    with clock.seen_from(KEYNOTE_WEEK):
        yield


def paid(quantity, **fields):
    return make_paid(ticket_type=make_sale(size=9, price=100), quantity=quantity, **fields)


def audited():
    audit.the_counters_add_up()
    audit.the_money_adds_up()
    audit.the_numbers_have_no_hole()


def test_six_clicks_on_three_tickets_cancel_two_once_and_leave_one():
    order = paid(3)
    clicks = [
        partial(services.cancel_ticket, ticket=ticket, at=KEYNOTE_WEEK)
        for ticket in order.tickets.all()
    ]

    results = at_once(clicks * 2, workers=6)

    order.refresh_from_db()
    assert results.count("last") == 2
    assert (order.total, Stock.objects.get().taken) == (100, 1)
    audited()


def test_of_eight_clicks_on_more_time_one_is_the_last_that_is_given():
    order = make_filled()
    Order.objects.update(extensions=11)

    results = at_once([partial(services.extend, order=order, at=KEYNOTE_WEEK)] * 8, workers=8)

    assert results.count("extended_enough") == 7
    assert Order.objects.get().extensions == 12


def test_four_workers_let_three_orders_lapse_once():
    sale = make_sale(size=5)
    for _number in range(3):
        make_filled(ticket_type=sale)
    late = KEYNOTE_WEEK + timedelta(hours=1)

    results = at_once([partial(services.release_expired, late)] * 4, workers=4)

    assert sum(results) == 3
    assert Stock.objects.get().taken == 0
    audit.the_counters_add_up()


def test_of_two_payments_that_come_late_one_gets_the_last_place():
    make_foundation()
    sale = make_sale(size=2)
    orders = [make_filled(ticket_type=sale) for _number in range(2)]
    for order in orders:
        services.place(order=order, method="card", at=KEYNOTE_WEEK)
    late = KEYNOTE_WEEK + timedelta(hours=1)
    services.release_expired(late)
    Stock.objects.update(size=1)

    jobs = [
        partial(services.mark_paid, order=order, at=late, amount=Decimal(599))
        for order in Order.objects.all()
    ]
    at_once(jobs, workers=2)

    states = Counter(Order.objects.values_list("state", "refund_needed"))
    assert states == {(OrderState.PAID, False): 1, (OrderState.EXPIRED, True): 1}
    audited()


def test_four_clicks_ask_for_one_refund_and_of_three_answers_one_holds():
    order = paid(2)
    ask = partial(services.ask_refund, order=order, positions=[1], reason="", at=KEYNOTE_WEEK)

    asked = at_once([ask] * 4, workers=4)

    assert {row.pk for row in asked} == {RefundRequest.objects.get().pk}
    request = RefundRequest.objects.get()
    grant = partial(services.grant_refund, request=request, at=KEYNOTE_WEEK)
    decline = partial(services.decline_refund, request=request, at=KEYNOTE_WEEK, answer="No.")
    withdraw = partial(services.withdraw_refund, order=order, at=KEYNOTE_WEEK)
    results = at_once([grant, decline, withdraw, decline], workers=4)
    request.refresh_from_db()
    assert results.count("decided") == (3 if request.state == "withdrawn" else 2)
    assert Refund.objects.count() == (request.state == "granted")
    assert order.tickets.filter(cancelled_at=None).count() == 2 - Refund.objects.count()
    audited()


def test_a_change_is_paid_while_it_is_taken_back_and_one_of_both_wins():
    order = paid(1)
    more = [(order.tickets.get().ticket_type_id, 1)]
    services.change(order=order, swaps={}, more=more, expected=Decimal(100), at=KEYNOTE_WEEK)
    pay = partial(services.mark_paid, order=order, at=KEYNOTE_WEEK, amount=Decimal(100))

    at_once([pay, partial(differences.withdraw, order=order, at=KEYNOTE_WEEK)], workers=2)

    order.refresh_from_db()
    is_done = Change.objects.get().state == "done"
    assert (order.total, order.refund_needed) == ((200, False) if is_done else (100, True))
    audited()


def test_an_order_is_changed_while_it_is_cancelled_and_keeps_no_place():
    order = paid(1)
    more = [(order.tickets.get().ticket_type_id, 1)]
    change = partial(
        services.change, order=order, swaps={}, more=more, expected=Decimal(100), at=KEYNOTE_WEEK
    )
    cancel = partial(services.cancel, order=order, at=KEYNOTE_WEEK, by_staff=True)

    at_once([change, cancel], workers=2)

    assert not Change.objects.waiting().exists()
    assert Stock.objects.get().taken == 0
    audited()


def test_a_list_of_owners_sent_three_times_at_once_makes_each_a_code_once():
    kind = make_sale()
    people = [f"person{number}@example.org" for number in range(20)]

    def make():
        like = Code(event=kind.event, kind=CodeKind.CONTRIBUTOR, batch="Git")
        return len(making.make_codes(like=like, types=[], prefix="", owners=people))

    def make_for_anybody():
        like = Code(event=kind.event, batch="Flyers")
        return len(making.make_codes(like=like, types=[], prefix="", owners=["", ""]))

    results = at_once([make, make_for_anybody] * 3, workers=6)

    assert Counter(results) == {20: 1, 2: 1, "all_have_one": 2, "batch_taken": 2}
    assert Code.objects.count() == 22


def test_places_kept_by_two_of_the_staff_while_people_buy_are_counted_once():
    kind = make_sale(size=5, price=0)
    code = make_code(ticket_type=kind, types=[kind])
    stock = kind.stocks.get()

    def keep(number):
        keeping.keep(code=code, places={stock.pk: number})
        return number

    jobs = [partial(keep, 2), partial(keep, 3), partial(keep, 2), partial(keep, 3)]
    jobs += [buyer(kind)] * 4
    results = at_once(jobs, workers=8)

    stock.refresh_from_db()
    assert stock.taken == Promise.objects.get().quantity + results.count("sold") <= 5
    audit.the_counters_add_up()
    at_once([partial(keeping.end, code=code, at=KEYNOTE_WEEK)] * 4, workers=4)
    audit.the_counters_add_up()


def test_four_clicks_offer_each_person_one_ticket():
    order = paid(3)
    people = {"grace@example.org": "Grace", "katherine@example.org": "Katherine"}

    offer = partial(groups.offer, order=order, people=people, at=KEYNOTE_WEEK)
    results = at_once([offer] * 4, workers=4)

    assert results.count("all_asked") == 3
    assert TicketOffer.objects.count() == 2


def test_who_declined_comes_back_while_they_are_invited_anew_and_holds_one_invitation():
    kind = make_sale(audience="with_invitation")
    for number in range(8):
        email = f"guest{number}@example.org"
        old = make_invitation(ticket_type=kind, email=email)
        invitations.decline(invitation=old, at=KEYNOTE_WEEK)
        like = Invitation(event=kind.event)

        results = at_once(
            [
                partial(invitations.reopen, invitation=old, at=KEYNOTE_WEEK),
                partial(
                    invitations.invite,
                    like=like,
                    types=[kind],
                    people=[(email, "")],
                    at=KEYNOTE_WEEK,
                ),
            ],
            workers=2,
        )

        assert len({"invited_anew", "all_invited"} & set(map(str, results))) == 1
        assert Invitation.objects.live().filter(email=email).count() == 1
