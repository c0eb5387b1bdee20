"""What the tests of the pages share: addresses, answers, and one way through to the end."""

from typing import Any

from django.urls import reverse

from events.registration.models import Order

ADA = {"name": "Ada Lovelace", "email": "ada@example.org", "organization": "Analytical Engines"}


def page(order: Order, name: str) -> str:
    """The address of a page of `order`."""
    return reverse(f"registration:{name}", args=[order.event.slug, order.code, order.secret])


def shop(event: Any) -> str:
    """The address of the tickets page of `event`."""
    return reverse("registration:register", args=[event.slug])


def choose(client: Any, ticket_type: Any, quantity: object = 1, **more: Any) -> Any:
    """Open the tickets page and send a quantity, as a browser would."""
    basket = client.get(shop(ticket_type.event)).context["form"]["basket"].value()
    sent = {"basket": basket, f"quantity_{ticket_type.pk}": quantity} | more
    return client.post(shop(ticket_type.event), sent)


def answers(tickets: int = 1, **more: Any) -> dict[str, Any]:
    """Ada has the first ticket; Grace, Katherine and so on have the others."""
    sent: dict[str, Any] = ADA | {"ticket-1-who": "me"}
    for number in range(2, tickets + 1):
        sent |= {
            f"ticket-{number}-who": "other",
            f"ticket-{number}-attendee_name": f"Grace Hopper {number}",
            f"ticket-{number}-attendee_email": f"grace{number}@example.org",
        }
    return sent | more


def to_payment(client: Any, ticket_type: Any, quantity: int = 1) -> Order:
    """An order that has passed all steps before the payment."""
    choose(client, ticket_type, quantity)
    order = Order.objects.select_related("event").latest("pk")
    client.post(page(order, "attendees"), answers(quantity))
    client.post(page(order, "check"), {"conduct": "on"})
    return order


def text(response: Any) -> str:
    """What a page says, in one line."""
    return " ".join(response.content.decode().split())
