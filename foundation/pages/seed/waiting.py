"""A workshop of the Summit that is sold out, with people in line, and places kept for speakers.

The workshop and everybody here are invented, to try the waiting list with; the rows are made by the
services, once.
"""

from datetime import UTC, datetime, timedelta

from django.db import transaction

from events.models import Event
from events.registration import services as sale
from events.registration.models import Code, PaymentMethod, Stock, TicketType
from events.registration.services import keeping
from events.registration.waiting import services
from foundation.base import tokens

VANCOUVER = "vancouver-2023"
NAME = "Hands-on workshop, 12 June (demo)"
ROOM = "Workshop room"
SEATS = 8
SPEAKERS = 40
# The demo begins on Monday 10 October 2022, 09:00 UTC.
SOLD = datetime(2022, 10, 4, 16, tzinfo=UTC)

CAME = (
    *("Noor Haddad", "Tomasz Zieliński", "Grace Mbeki", "Hiroshi Tanaka"),
    *("Ingrid Solberg", "Mateo Rojas", "Priya Raman", "Chen Wei"),
)
WAIT = ("Aoife Byrne", "Kwame Boateng", "Sofia Marino", "Jan de Vries", "Leila Karimi")


@transaction.atomic
def seed() -> None:
    """Add the workshop if it is missing; what staff did since stays."""
    event = Event.objects.get(slug=VANCOUVER)
    if event.ticket_types.filter(name=NAME).exists():
        return
    workshop = _workshop(event)
    for number, name in enumerate(CAME):
        _order(workshop, name, SOLD + timedelta(hours=7 * number))
    for number, name in enumerate(WAIT):
        at = SOLD + timedelta(days=3, hours=9 * number)
        services.join(ticket_type=workshop, email=_email(name), at=at)
    hall = event.stocks.exclude(name=ROOM).first()
    speakers = event.codes.filter(folded=tokens.forgive("SPEAKER-DEMO")).first()
    if hall is not None and isinstance(speakers, Code):
        keeping.keep(code=speakers, places={hall.pk: SPEAKERS})


def _workshop(event: Event) -> TicketType:
    workshop = TicketType.objects.create(
        event=event,
        name=NAME,
        description="A day in a small room: bring a laptop, leave with a cluster.",
        price=0,
        most_per_order=1,
        position=90,
        note="Invented, to try the waiting list with.",
    )
    workshop.stocks.add(Stock.objects.create(event=event, name=ROOM, size=SEATS))
    return workshop


def _email(name: str) -> str:
    first = name.lower().split()[0].encode("ascii", "ignore").decode()
    return f"{first}@example.org"


def _order(workshop: TicketType, name: str, at: datetime) -> None:
    order = sale.hold(event=workshop.event, lines=[(workshop.pk, 1)], basket=tokens.secret(), at=at)
    person = {"attendee_name": name, "attendee_email": _email(name)}
    sale.fill_in(
        order=order,
        purchaser={"name": name, "email": _email(name)},
        attendees={1: person},
        at=at,
    )
    sale.accept_conduct(order=order, at=at)
    sale.place(order=order, method=PaymentMethod.FREE, at=at)
