"""One whole purchase: every page a buyer of two tickets sees, and every form they send."""

from django.test import Client

from events.models import Event
from events.registration import queries
from events.registration.models import Order, OrderState
from foundation.base import clock
from tests.events.registration.pages import answers, choose, page


def buy():
    """Two Vancouver tickets by card, paid."""
    client = Client()
    event = Event.objects.get(slug="vancouver-2023")
    client.get(event.get_absolute_url())
    ticket_type = next(choice.now for choice in queries.offer(event, clock.now()).choices)
    chosen = choose(client, ticket_type, 2)
    order = Order.objects.select_related("event").latest("pk")
    assert chosen["Location"] == page(order, "attendees"), chosen
    steps = [
        ("attendees", answers(2)),
        ("check", {"conduct": "on"}),
        ("pay", {"method": "card"}),
        ("card", {"outcome": "approve"}),
    ]
    for step, sent in steps:
        client.get(page(order, step))
        client.post(page(order, step), sent)
    done = client.get(page(order, "order"))
    order.refresh_from_db()
    assert (done.status_code, order.state) == (200, OrderState.PAID)
