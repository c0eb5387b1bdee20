"""A whole event is called off: its workers are killed half-way, again and again, and go on."""

import time

from django.db import DatabaseError, connections

from events.registration import services
from events.registration.models import Order
from foundation.base import clock
from tests.chaos.staff import surely

# The workers are killed when this part of the orders is cancelled, and the database at the second.
AT_PARTS = (0.2, 0.5, 0.8)
# How long nothing may happen before we say that nobody goes on.
PATIENCE_SECONDS = 300


def call_off(house, event, counts):
    """Cancel the event while people buy, and kill who sees to its orders; until none is live.

    Returns False if its orders were not all seen to.
    """

    def decide():
        services.call_off(event=event, because="A storm", at=clock.now())

    surely(decide, counts)
    begun = live = _live(event)
    counts["orders when the event was called off"] = begun
    parts, last, moved = list(AT_PARTS), live, time.monotonic()
    while live and time.monotonic() - moved < PATIENCE_SECONDS:
        if parts and live <= begun * (1 - parts[0]):
            counts["kills while it was called off"] += house.kill_workers()
            if len(parts) == len(AT_PARTS) - 1:
                house.restart_database()
            parts.pop(0)
        time.sleep(0.02)
        live = _live(event)
        if live != last:
            last, moved = live, time.monotonic()
    return not live


def _live(event):
    """How many orders are left to see to, however often the database goes away meanwhile."""
    return _asked(Order.objects.filter(event=event).live)


def _asked(rows):
    while True:
        try:
            return rows().count()
        except DatabaseError:
            connections.close_all()
            time.sleep(0.2)
