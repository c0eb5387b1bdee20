"""Visa letters and travel support of the Summit: its rules, and rows to try the queues with.

The deadlines are published (domain 4). Who asks is invented, and so is every passport; each row is
made by the services, once.
"""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction

from events.letters.models import LetterRules, SupportRules, TravelApplication, VisaLetter
from events.letters.services import travel, visa
from events.models import Event
from events.registration import services as registration
from events.registration.models import Order, PaymentMethod, Ticket, TicketType
from foundation.base import zones

VANCOUVER = "vancouver-2023"
# The demo begins on Monday 10 October 2022, 09:00 UTC; these asked on the day registration opened.
ASKED = datetime(2022, 10, 3, 17, tzinfo=UTC)
HINT = """Canada asks most visitors for a visa or an electronic travel authorisation (eTA). Which one, the site of Immigration, Refugees and Citizenship Canada (IRCC) tells by your passport.

Plan sixty days for a visa. The letter helps, it does not decide."""
SUPPORT = """For key contributors whom nobody sends: the fund pays flights, hotel nights and tickets for those who build and run open infrastructure and could not come otherwise."""

# Name, e-mail, organisation, nationality, passport, born, city of the consulate, days after ASKED.
TRAVELLERS: list[tuple[str, str, str, str, str, date, str, float]] = [
    ("Amina Okafor", "amina.okafor@example.org", "Lagos Cloud Lab", "NG", "X00000001", date(1991, 3, 8), "Lagos", 0),
    ("Bùi Thị Mai", "mai.bui@example.org", "Hà Nội OpenInfra Users", "VN", "X00000002", date(1994, 11, 21), "Hanoi", 0.2),
    ("Rodrigo Almeida", "rodrigo.almeida@example.org", "Nuvem Aberta", "BR", "X00000003", date(1987, 6, 30), "São Paulo", 5.5),
]  # fmt: skip
# Name, e-mail, country, why, contribution, flight, nights, ticket; and whether it was sent.
APPLICANTS: list[tuple[str, str, str, str, str, int, int, bool, bool]] = [
    (
        *("Wanjiru Kamau", "wanjiru.kamau@example.org", "KE"),
        "I am a student and maintain the translations in my free time. Nobody pays for travel.",
        "Swahili and English documentation, 140 merged changes since 2021, two local meet-ups.",
        *(1450, 4, True, True),
    ),
    (
        *("Dmitri Ivanenko", "dmitri.ivanenko@example.org", "UA"),
        "My employer has stopped all travel this year.",
        "Core reviewer of a storage project for four years; I would lead its sessions at the PTG.",
        *(980, 5, False, True),
    ),
    (
        *("Lucía Fernández", "lucia.fernandez@example.org", "AR"),
        "Our user group has no funds, and the flight costs three months of rent.",
        "",
        *(1700, 0, True, False),
    ),
]


@transaction.atomic
def seed() -> None:
    """Add the rules and the rows that are missing; what staff did since stays."""
    event = Event.objects.get(slug=VANCOUVER)
    _rules(event)
    for number, (_name, email, *_rest) in enumerate(TRAVELLERS):
        if not Order.objects.filter(event=event, email=email).exists():
            _letter(event, number)
    for row in APPLICANTS:
        if not TravelApplication.objects.filter(event=event, email=row[1]).exists():
            _application(event, *row)


def _rules(event: Event) -> None:
    LetterRules.objects.get_or_create(
        event=event,
        defaults={
            "open_until": _end_of(date(2023, 5, 25), event),
            "signatory_name": "The events team",
            "signatory_title": "Summit organisation",
            "hint": HINT,
        },
    )
    rules, is_new = SupportRules.objects.get_or_create(
        event=event,
        defaults={
            "open_until": _end_of(date(2023, 3, 15), event),
            "answers_by": date(2023, 4, 7),
            "text": SUPPORT,
        },
    )
    if is_new:
        passes = TicketType.objects.filter(event=event, name__contains="Full Access Pass")
        rules.ticket_types.set(passes)


def _end_of(day: date, event: Event) -> datetime:
    return zones.instant(day, time(23, 59, 59), event.zone)


def _letter(event: Event, number: int) -> None:
    """A paid ticket and the request of its holder: the first is issued, the second due on the demo's first day."""
    name, email, organization, nationality, passport, born, city, days = TRAVELLERS[number]
    at = ASKED + timedelta(days=days)
    details: dict[str, Any] = {
        "name": name,
        "nationality": nationality,
        "passport": passport,
        "born_on": born,
        "arrival": date(2023, 6, 11),
        "departure": date(2023, 6, 17),
        "stay": "",
        "consulate": city,
    }
    ticket = _ticket(event, name, email, organization, at)
    letter = visa.request(ticket=ticket, details=details, at=at)
    if number == 0:
        visa.issue(letter=VisaLetter.objects.get(pk=letter.pk), at=at + timedelta(days=1))


def _ticket(event: Event, name: str, email: str, organization: str, at: datetime) -> Ticket:
    passes = TicketType.objects.filter(event=event, name__contains="Full Access Pass")
    kind = passes.filter(sales_until__gt=at).earliest("sales_until")
    order = registration.hold(
        event=event, lines=[(kind.pk, 1)], basket=f"seed letters {email}"[:32], at=at
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
    registration.mark_paid(order=order, at=at)
    return Ticket.objects.select_related("order__event").get(order=order)


def _application(
    event: Event,
    name: str,
    email: str,
    country: str,
    why: str,
    contribution: str,
    flight: int,
    nights: int,
    wants_ticket: bool,
    is_sent: bool,
) -> None:
    row = travel.begin(event=event, name=name, email=email, at=ASKED)
    answers = {
        "name": name,
        "country": country,
        "why": why,
        "contribution": contribution,
        "flight": Decimal(flight),
        "nights": nights,
        "wants_ticket": wants_ticket,
    }
    travel.save(application=row, answers=answers, at=ASKED + timedelta(hours=2), send=is_sent)
