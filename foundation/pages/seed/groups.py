"""A company that sends its people to Vancouver, and a buyer who asks for a ticket back.

The people and the company are ours; nobody of that name is meant.
"""

from datetime import UTC, datetime, timedelta

from django.db import transaction

from events.groups import services as groups
from events.models import Event
from events.registration import services as registration
from events.registration.models import Order, PaymentMethod, TicketType

VANCOUVER = "vancouver-2023"

COMPANY = ("Hanna Lindqvist", "hanna.lindqvist@example.com", "Fjordcloud")
COLLEAGUES = [("Oskar Berg", "oskar.berg@example.com"), ("Mei Tanaka", "mei.tanaka@example.com")]
PAIR = ("Tomás Herrera", "tomas.herrera@example.org", "")


@transaction.atomic
def seed() -> None:
    """Add the orders that are missing; what was done to them since stays."""
    event = Event.objects.get(slug=VANCOUVER)
    at = datetime(2022, 10, 5, 14, 20, tzinfo=UTC)
    if not Order.objects.filter(event=event, email=COMPANY[1]).exists():
        _company(_paid(event, COMPANY, 6, at), at + timedelta(hours=3))
    if not Order.objects.filter(event=event, email=PAIR[1]).exists():
        order = _paid(event, PAIR, 2, at + timedelta(days=1))
        registration.ask_refund(
            order=order,
            positions=[2],
            reason="My colleague cannot travel in June.",
            at=at + timedelta(days=3),
        )


def _company(order: Order, at: datetime) -> None:
    people = [
        {"attendee_name": name, "attendee_email": email, "organization": COMPANY[2]}
        for name, email in COLLEAGUES
    ]
    groups.name_all(order=order, people=people, at=at)
    groups.open_link(order=order, domain="example.com", at=at)


def _paid(event: Event, who: tuple[str, str, str], quantity: int, at: datetime) -> Order:
    """An order of so many passes whose transfer has come in."""
    name, email, organization = who
    passes = TicketType.objects.filter(event=event, name__contains="Full Access Pass")
    kind = passes.filter(sales_until__gt=at).earliest("sales_until")
    order = registration.hold(
        event=event, lines=[(kind.pk, quantity)], basket=f"seed groups {email}"[:32], at=at
    )
    registration.fill_in(
        order=order,
        purchaser={"name": name, "email": email, "organization": organization},
        attendees={
            1: {"attendee_name": name, "attendee_email": email, "organization": organization}
        },
        at=at,
    )
    registration.accept_conduct(order=order, at=at)
    order = registration.place(order=order, method=PaymentMethod.INVOICE, at=at)
    return registration.mark_paid(order=order, at=at)
