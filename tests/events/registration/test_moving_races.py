"""Staff who move the tickets of the same orders in the same instant."""

import pytest

from events.registration import services
from events.registration.models import Order, Ticket
from tests.events.registration import audit
from tests.events.registration.test_races import at_once
from tests.factories.orders import make_paid, make_sale

pytestmark = pytest.mark.django_db(transaction=True)

GRACE = {"name": "Grace Hopper", "email": "grace@example.org"}


def test_a_ticket_is_split_off_once_and_orders_that_swap_wait_for_each_other(at):
    kind = make_sale(size=20)
    one, two = (make_paid(ticket_type=kind, quantity=3) for _order in range(2))
    mine, yours = (list(row.tickets.values_list("pk", flat=True)) for row in (one, two))

    at_once(
        [
            *[
                lambda: services.split(order=one, tickets=[mine[0]], purchaser=GRACE, at=at)
                for _click in range(3)
            ],
            lambda: services.move(order=one, tickets=[mine[1]], into=two, at=at),
            lambda: services.move(order=two, tickets=[yours[1]], into=one, at=at),
        ],
        workers=5,
    )

    assert Order.objects.count() == 3
    assert Ticket.objects.get(pk=mine[1]).order_id == two.pk
    assert Ticket.objects.get(pk=yours[1]).order_id == one.pk
    audit.the_counters_add_up()
    audit.the_money_adds_up()
