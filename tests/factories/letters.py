"""Visa letters and travel support as holders and applicants leave them."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from events.letters.models import LetterRules, SupportRules, TravelApplication, VisaLetter
from events.letters.services import travel, visa
from events.models import Event
from events.registration.models import Ticket
from foundation.base import clock
from tests.factories.events import make_event
from tests.factories.orders import make_foundation, make_free, make_sale

ADA = {
    "name": "Ada Lovelace",
    "nationality": "GB",
    "passport": "C01X00T47",
    "born_on": date(1985, 12, 10),
    "arrival": date(2023, 6, 11),
    "departure": date(2023, 6, 17),
    "stay": "Hotel Example, 1 Main Street",
    "consulate": "London",
}
WANTS: dict[str, Any] = {
    "name": "Grace Hopper",
    "country": "KE",
    "why": "Nobody pays for me.",
    "contribution": "Compilers.",
    "flight": Decimal(900),
    "nights": 4,
    "wants_ticket": True,
}


def make_rules(*, event: Event | None = None, **fields: Any) -> LetterRules:
    """Letters until the end of 25 May 2023 in Vancouver, within 5 working days."""
    defaults = {
        "open_until": datetime(2023, 5, 26, 6, 59, 59, tzinfo=UTC),
        "signatory_name": "Margaret Hamilton",
        "signatory_title": "Events",
    }
    return LetterRules.objects.create(event=event or make_event(), **defaults | fields)


def make_ticket(*, event: Event | None = None, **fields: Any) -> Ticket:
    """A valid ticket of an event that gives letters."""
    event = event or make_event()
    if not LetterRules.objects.filter(event=event).exists():
        make_rules(event=event)
    order = make_free(ticket_type=make_sale(event=event, price=0), **fields)
    return Ticket.objects.select_related("order__event", "ticket_type").get(order=order, position=1)


def make_letter(*, ticket: Ticket | None = None, at: Any = None, **details: Any) -> VisaLetter:
    """A letter that was asked for."""
    ticket = ticket or make_ticket()
    return visa.request(ticket=ticket, details=ADA | details, at=at or clock.now())


def make_issued(**fields: Any) -> VisaLetter:
    """A letter that was issued."""
    make_foundation()
    return visa.issue(letter=make_letter(**fields), at=clock.now())


def make_support(*, event: Event | None = None, **fields: Any) -> SupportRules:
    """Applications until the end of 15 March 2023 in Vancouver."""
    defaults = {"open_until": datetime(2023, 3, 16, 6, 59, 59, tzinfo=UTC)}
    return SupportRules.objects.create(event=event or make_event(), **defaults | fields)


def make_draft(
    *, event: Event | None = None, email: str = "grace@example.org"
) -> TravelApplication:
    """An application whose link was mailed."""
    event = event or make_event()
    if not SupportRules.objects.filter(event=event).exists():
        make_support(event=event)
    return travel.begin(event=event, name="Grace Hopper", email=email, at=clock.now())


def make_application(*, draft: TravelApplication | None = None, **fields: Any) -> TravelApplication:
    """An application that was sent; `event` and `email` go to the draft."""
    names = [name for name in ("event", "email") if name in fields]
    draft = draft or make_draft(**{name: fields.pop(name) for name in names})
    return travel.save(application=draft, answers=WANTS | fields, at=clock.now(), send=True)
