"""The questions of an event on the pages of registering: put together, read, shown."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from events.registration.forms import AttendeeForms
from events.registration.forms.attendees import LATER
from events.registration.models import Order, Ticket
from events.registration.questions import queries
from events.registration.questions.forms import Sheet
from events.registration.questions.models import Answer
from events.registration.questions.queries import ORDER, Paper

from .doors import address


def of_order(
    request: HttpRequest | None, order: Order, people: AttendeeForms, *, with_files: bool = True
) -> Sheet:
    """All questions of an order that is being filled in, with the people they are put to."""
    rows = [form.ticket for form in people]
    return Sheet(
        request.POST if request else None,
        request.FILES if request and with_files else None,
        paper=queries.paper_of(order, rows),
        numbers=[ORDER, *(row.position for row in rows)],
        later={form.ticket.position for form in people if form["who"].value() == LATER},
        people=people,
        url=files_of(order),
    )


def of_ticket(
    request: HttpRequest, ticket: Ticket, paper: Paper, *, at: datetime, for_owner: bool
) -> Sheet:
    """The questions to one attendee, on a page of their own; none once their time is over."""
    sent = request.method == "POST"
    return Sheet(
        request.POST if sent else None,
        request.FILES if sent else None,
        paper=paper,
        numbers=[ticket.position] if queries.may_answer(ticket.order, at) else [],
        url=files_of(ticket.order) if for_owner else files_of_holder(ticket),
    )


def files_of(order: Order) -> Callable[[str], str]:
    """Where the owner of an order finds a file, by its key."""
    return lambda key: reverse("registration:order_file", args=[*address(order), key])


def files_of_holder(ticket: Ticket) -> Callable[[str], str]:
    """Where the holder of a ticket finds a file, by its key."""
    door = [ticket.order.event.slug, ticket.secret]
    return lambda key: reverse("registration:ticket_file", args=[*door, key])


def tell(paper: Paper, tickets: Iterable[Ticket], url: Callable[[str], str]) -> dict[str, Any]:
    """Have each ticket know its answers and how many are missing; the same of the order, for the
    context of a page. `url` leads to a file by its key."""
    for ticket in tickets:
        row: Any = ticket
        row.told = _told(paper, ticket.position, url)
        row.missing = len(paper.missing(ticket.position))
    return {
        "told": _told(paper, ORDER, url),
        "missing": len(paper.missing(ORDER)),
        "is_asked": bool(paper.asked(ORDER)),
    }


def _told(paper: Paper, number: int, url: Callable[[str], str]) -> list[tuple[Answer, str]]:
    """Answers, each with the address of its file if it has one."""
    found = paper.told(number)
    return [(row, url(row.file.key) if hasattr(row, "file") else "") for row in found]
