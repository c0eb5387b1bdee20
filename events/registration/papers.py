"""What an attendee takes along: QR, PDF and calendar entry (domain 4.2)."""

import re
from io import BytesIO

import segno

from events.models import Event
from events.registration.models import Order, Ticket, TicketType
from events.registration.models.tickets import TicketQuerySet
from foundation.base import moments, pdf
from foundation.base.money import show

MASK = 2
# White around a QR, in modules.
BORDER = 2
DARK = re.compile(b"\x01+")


def tickets() -> TicketQuerySet:
    """Tickets with everything their papers say, in one query."""
    return Ticket.objects.select_related("ticket_type", "order__event__venue")


def tickets_of(order: Order) -> TicketQuerySet:
    """The tickets of `order` that have not been cancelled, in their sequence."""
    return tickets().filter(order=order, cancelled_at=None).order_by("position")


def qr_svg(ticket: Ticket) -> str:
    """The QR of a ticket as inline SVG; it holds the ticket's code and nothing else.

    Drawn here, a stroke for each run of dark modules: the library takes four times as long.
    """
    rows = _qr(ticket).matrix
    size = len(rows) + 2 * BORDER
    strokes = "".join(
        f"M{run.start() + BORDER} {y}.5h{run.end() - run.start()}"
        for y, row in enumerate(rows, BORDER)
        for run in DARK.finditer(row)
    )
    return (
        f'<svg viewBox="0 0 {size} {size}" class="qr"><path fill="#fff" d="M0 0h{size}v{size}H0z"/>'
        f'<path stroke="#000" d="{strokes}"/></svg>'
    )


def _qr(ticket: Ticket) -> segno.QRCode:
    """With a mask that is chosen here: to weigh all eight takes six times as long, and readers
    find out which it is."""
    return segno.make_qr(ticket.code, error="m", mask=MASK)


def qr_png(ticket: Ticket, *, scale: int = 8) -> bytes:
    """The QR of a ticket as a PNG, for mails."""
    file = BytesIO()
    _qr(ticket).save(file, kind="png", scale=scale, border=BORDER)
    return file.getvalue()


def tickets_pdf(rows: list[Ticket]) -> bytes:
    """One page per ticket: event, days, place, attendee, QR as picture and as text."""
    event = rows[0].order.event
    return pdf.render(
        "tickets",
        {
            "event": event.name,
            "dates": moments.day_range(event.starts_on, event.ends_on),
            "place": place(event),
            "tickets": [_page(ticket) for ticket in rows],
        },
    )


def _page(ticket: Ticket) -> dict[str, str]:
    kind: TicketType = ticket.ticket_type
    return {
        "name": ticket.attendee_name or "Not assigned yet",
        "organization": ticket.organization,
        "type": kind.name,
        "price": show(ticket.price, ticket.order.currency) if ticket.price else "Free",
        "reference": f"{ticket.order.code}-{ticket.position}",
        "code": ticket.code,
        "includes": kind.includes,
        "qr": _qr(ticket).svg_inline(scale=4, border=0),
    }


def place(event: Event) -> str:
    """Where it is held, in one line."""
    venue = event.venue
    if venue is None:
        return "Online"
    return ", ".join(part for part in (venue.name, venue.street, venue.city) if part)
