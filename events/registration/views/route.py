"""The stations of the way to a ticket, as the line above every step shows them."""

from dataclasses import dataclass

from django.urls import reverse

from events.models import Event
from events.registration.models import Order

from .doors import address

CHOOSE, PEOPLE, CHECK, PAY = 1, 2, 3, 4


@dataclass(frozen=True)
class Route:
    """Names with addresses of the steps, and the number of the one the buyer is at."""

    steps: list[tuple[str, str]]
    current: int


def route_of(event: Event, order: Order | None, current: int) -> Route:
    """The steps for `order`; a free one has nothing to pay."""
    steps = [("Tickets", reverse("registration:register", args=[event.slug]))]
    names = [("Attendees", "attendees"), ("Check", "check"), ("Payment", "pay")]
    if order is not None and order.is_free:
        names.pop()
    for name, page in names:
        url = reverse(f"registration:{page}", args=address(order)) if order else ""
        steps.append((name, url))
    return Route(steps, current)
