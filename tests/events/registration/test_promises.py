"""Sold, held and promised are never more than there are (domain 4.1)."""

import pytest
from django.db import IntegrityError, transaction

from events.registration import services
from events.registration.models import Effect, Promise, Reservation, Stock
from events.registration.services import keeping
from foundation.base import tokens
from foundation.base.errors import RuleError
from tests.events.registration import audit
from tests.factories.events import make_stock
from tests.factories.orders import make_code, make_foundation, make_held, make_sale

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept(at):
    """A code that two of three places are kept back for."""
    make_foundation()
    ticket_type = make_sale(size=3, price=100)
    code = make_code(ticket_type=ticket_type, effect=Effect.NONE, most_uses=3)
    keeping.keep(code=code, places={ticket_type.stocks.get().pk: 2})
    return code, ticket_type


def stock():
    return Stock.objects.get()


def hold(ticket_type, quantity, at, code=""):
    return services.hold(
        event=ticket_type.event,
        lines=[(ticket_type.pk, quantity)],
        basket=tokens.secret(),
        at=at,
        code=code,
    )


def test_kept_places_are_not_free_for_others(kept, at):
    _code, ticket_type = kept

    hold(ticket_type, 1, at)
    with pytest.raises(RuleError) as refused:
        hold(ticket_type, 1, at)

    assert refused.value.code == "sold_out"
    assert stock().free == 0


def test_the_holder_of_the_code_gets_them_and_the_counter_does_not_move(kept, at):
    code, ticket_type = kept
    hold(ticket_type, 1, at)

    hold(ticket_type, 2, at, code=code.text)

    assert stock().taken == 3
    assert Promise.objects.get().quantity == 0
    assert Reservation.objects.get(kept=2).promise.code == code
    audit.the_counters_add_up()


def test_the_code_takes_free_places_too_once_its_own_are_gone(kept, at):
    code, ticket_type = kept

    order = hold(ticket_type, 3, at, code=code.text)

    row = order.reservations.get()
    assert (row.quantity, row.kept, stock().taken) == (3, 2, 3)


def test_a_lapsed_order_gives_them_back_to_the_promise(kept, at):
    code, ticket_type = kept
    order = hold(ticket_type, 3, at, code=code.text)

    services.release_expired(order.held_until)

    assert Promise.objects.get().quantity == 2
    assert stock().taken == 2
    audit.the_counters_add_up()


def test_a_lapsed_order_gives_them_to_the_stock_when_the_promise_has_ended(kept, at):
    code, ticket_type = kept
    order = hold(ticket_type, 1, at, code=code.text)
    keeping.end(code=code, at=at)
    assert stock().taken == 1

    services.cancel(order=order, at=at)

    assert stock().taken == 0
    assert Promise.objects.get().quantity == 0


def test_a_cancelled_ticket_gives_its_place_back_to_the_promise(kept, at):
    code, ticket_type = kept
    order = hold(ticket_type, 2, at, code=code.text)

    services.cancel_ticket(ticket=order.tickets.first(), at=at)

    assert Promise.objects.get().quantity == 1
    assert order.reservations.get().kept == 1
    audit.the_counters_add_up()


def test_choosing_again_without_the_code_gives_them_back(kept, at):
    code, ticket_type = kept
    order = hold(ticket_type, 2, at, code=code.text)

    services.hold(event=ticket_type.event, lines=[(ticket_type.pk, 1)], basket=order.basket, at=at)

    assert Promise.objects.get().quantity == 2
    assert stock().taken == 3
    audit.the_counters_add_up()


def test_no_more_can_be_kept_than_there_are(kept):
    code, _ticket_type = kept

    with pytest.raises(RuleError) as refused:
        keeping.keep(code=code, places={stock().pk: 4})

    assert refused.value.code == "sold_out"
    assert Promise.objects.get().quantity == 2


def test_places_of_another_event_cannot_be_kept(kept):
    code, _ticket_type = kept

    with pytest.raises(RuleError) as refused:
        keeping.keep(code=code, places={make_stock().pk: 1})

    assert refused.value.code == "other_event"


def test_places_come_back_when_the_code_runs_out(kept, at):
    code, _ticket_type = kept
    code.valid_until = at
    code.save()

    assert keeping.end_over(at) == 1
    assert keeping.end_over(at) == 0
    assert stock().taken == 0


@pytest.mark.parametrize("kept_places", [0, 2])
def test_the_database_refuses_a_reservation_that_says_it_was_promised(at, kept_places):
    order = make_held(ticket_type=make_sale(size=3))
    code = make_code(event=order.event)
    promise = Promise.objects.create(code=code, stock=stock())

    with pytest.raises(IntegrityError, match="reservation_kept"), transaction.atomic():
        Reservation.objects.update(promise=promise, kept=kept_places)


def test_the_database_keeps_nothing_for_an_ended_promise(kept, at):
    with pytest.raises(IntegrityError, match="promise_ended"), transaction.atomic():
        Promise.objects.update(ended_at=at)
