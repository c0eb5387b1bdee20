"""One ticket, one page, one transaction: the order comes complete or not at all."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from events.registration import queries, services
from events.registration.models import Order, OrderState, PaymentMethod, Stock, Ticket
from events.registration.services.contents import HOLD
from foundation.base.errors import RuleError
from foundation.base.models import Mail
from foundation.billing import services as billing
from foundation.billing.models import Account
from tests.factories.orders import (
    ADA,
    make_foundation,
    make_free,
    make_held,
    make_invitation,
    make_sale,
)

pytestmark = pytest.mark.django_db

PERSON = {"attendee_name": "Ada Lovelace", "attendee_email": "Ada@Example.org"}


def item_of(kind, at):
    return queries.offer(kind.event, at).on_sale[0].item


def order(kind, at, *, basket="tab-1", item=None, who=ADA, **more):
    return services.order_at_once(
        event=kind.event,
        item=item or item_of(kind, at),
        basket=basket,
        at=at,
        filled=services.Filled(who, {1: more.pop("person", PERSON)}, conduct=True),
        method=more.pop("method", PaymentMethod.INVOICE),
        **more,
    )


def refused(code, call):
    with pytest.raises(RuleError) as refusal:
        call()
    assert refusal.value.code == code
    assert Account.objects.count() == Order.objects.filter(account__isnull=False).count()


def test_a_free_one_is_confirmed_and_mailed(at, run_queue):
    make_foundation()
    placed = order(make_sale(price=0), at)

    placed.refresh_from_db()
    (ticket,) = placed.tickets.all()
    assert (placed.state, placed.method, placed.account) == ("paid", "free", None)
    assert {placed.placed_at, placed.paid_at, placed.conduct_accepted_at} == {at}
    assert (placed.email, ticket.attendee_email) == ("ada@example.org", "ada@example.org")
    assert Stock.objects.get().taken == 1
    run_queue()
    assert set(Mail.objects.values_list("kind", flat=True)) == {"order_confirmed"}


def test_it_is_what_the_steps_make_of_it(at):
    """Whatever the way, the rows are the same."""
    kind = make_sale(price=0)
    steps, once = make_free(ticket_type=kind), order(kind, at)
    own = {"id", "code", "secret", "basket", "created_at", "placed_at", "paid_at"}
    rows = Order.objects.filter(pk__in=[steps.pk, once.pk]).values()

    differing = {key for key in rows[0] if rows[0][key] != rows[1][key]}

    assert differing <= own | {"conduct_accepted_at"}
    assert list(steps.reservations.values_list("stock", "quantity", "kept")) == list(
        once.reservations.values_list("stock", "quantity", "kept")
    )


def test_by_invoice_it_is_charged_and_waits_for_the_transfer(at):
    placed = order(make_sale(price=599), at, agreed=Decimal(599))

    assert (placed.state, placed.method) == (OrderState.PENDING, PaymentMethod.INVOICE)
    assert (placed.held_until, placed.pay_until) == (None, at + timedelta(days=14))
    assert billing.outstanding(placed.account) == 599
    assert placed.account.reference == placed.code


def test_by_card_it_is_held_and_charged_until_the_card_is_asked(at):
    placed = order(make_sale(price=599), at, method=PaymentMethod.CARD)

    assert (placed.state, placed.placed_at, placed.held_until) == (OrderState.HELD, at, at + HOLD)
    payment = services.pay_by_card(order=placed, at=at)
    assert payment.total == billing.outstanding(placed.account) == 599


def test_the_place_is_taken_last(at):
    kind = make_sale(price=0)
    item = item_of(kind, at)

    with CaptureQueriesContext(connection) as said:
        order(kind, at, item=item)

    writes = [row["sql"] for row in said if "EXECUTE change_" in row["sql"]]
    assert writes[-1].startswith("EXECUTE change_take_free_")
    assert len(writes) == 5


def test_what_else_belongs_to_it_fails_with_it(at):
    def also(_order):
        raise RuleError("No.", code="no")

    refused("no", lambda: order(make_sale(price=599), at, also=also))
    assert (Order.objects.count(), Stock.objects.get().taken) == (0, 0)


def test_another_total_than_the_one_agreed_is_not_charged(at):
    refused("total_changed", lambda: order(make_sale(price=599), at, agreed=Decimal(499)))
    assert Stock.objects.get().taken == 0


def test_it_is_refused_when_registration_is_closed_or_the_ticket_not_on_sale(at):
    kind = make_sale(price=0)
    item = item_of(kind, at)

    item.ticket_type.sales_until = at
    refused("not_on_sale", lambda: order(kind, at, item=item))
    kind.event.cancelled_at = at
    refused("closed", lambda: order(kind, at, item=item))


def test_half_a_name_is_refused(at):
    person = {"attendee_name": "Ada", "attendee_email": ""}

    refused("half_named", lambda: order(make_sale(price=0), at, person=person))


def test_a_full_house_refuses_and_a_hold_that_is_over_makes_room(at):
    kind = make_sale(price=0, size=1)
    make_held(ticket_type=kind, at=at)

    refused("sold_out", lambda: order(kind, at))
    later = at + HOLD
    assert order(kind, later).state == OrderState.PAID


def test_a_place_lost_since_the_page_was_read_is_refused_by_the_counter(at):
    kind = make_sale(price=0, size=1)
    item = item_of(kind, at)
    make_held(ticket_type=kind, at=at)

    refused("sold_out", lambda: order(kind, at, item=item))
    assert Ticket.objects.count() == 1


def test_who_is_invited_does_not_buy_what_is_for_others(at):
    kind = make_sale(price=0, audience="without_invitation")
    special = make_sale(event=kind.event, price=0, audience="with_invitation")
    make_invitation(ticket_type=special, email=ADA["email"])

    refused("by_invitation", lambda: order(kind, at))


def test_the_same_basket_is_the_same_order(at):
    kind = make_sale(price=0)

    assert order(kind, at) == order(kind, at)
    assert (Order.objects.count(), Stock.objects.get().taken) == (1, 1)


def test_what_else_the_database_refuses_is_no_double_click(at):
    def also(_order):
        raise IntegrityError

    with pytest.raises(IntegrityError):
        order(make_sale(price=0), at, also=also)
