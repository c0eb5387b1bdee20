"""The price of a ticket as a line with stations: what it was, what it is, when it rises."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from events.registration.models import TicketType
from events.registration.queries import Choice, Offer

ALWAYS = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Step:
    """A station: a price and the window in which it holds."""

    name: str
    price: Decimal | None
    begins: datetime | None
    last_minute: datetime | None
    is_past: bool
    is_now: bool


@dataclass(frozen=True, slots=True)
class Line:
    """The steps of one offer in their order."""

    name: str
    steps: list[Step]
    left: int | None
    is_sold_out: bool


def lines(offer: Offer, at: datetime) -> list[Line]:
    """One line for each thing that is sold to everybody."""
    return [
        Line(
            choice.name,
            [
                _step(ticket_type, choice, at, is_open=offer.is_open)
                for ticket_type in _in_time(choice)
            ],
            choice.left_if_few,
            choice.is_sold_out,
        )
        for choice in offer.choices
    ]


def _in_time(choice: Choice) -> list[TicketType]:
    """The steps by the moment they begin; one without has always been on sale."""
    return sorted(choice.steps, key=lambda step: step.sales_from or ALWAYS)


def _step(ticket_type: TicketType, choice: Choice, at: datetime, *, is_open: bool) -> Step:
    until = ticket_type.sales_until
    return Step(
        name=_short(ticket_type.name, choice.name),
        price=ticket_type.price,
        begins=ticket_type.sales_from,
        # A window ends before its last instant: "until 23:59" says it, "until 00:00" misleads.
        last_minute=until - timedelta(minutes=1) if until else None,
        is_past=until is not None and until <= at,
        is_now=is_open and ticket_type == choice.now,
    )


def _short(name: str, offer: str) -> str:
    """ "Early Bird Full Access Pass" of the offer "Full Access Pass" is "Early Bird"."""
    rest = name.replace(offer, "").strip(" ,-")
    return rest or name
