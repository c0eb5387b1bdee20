"""Mails of group orders as they would be written now, for staff to look at."""

from events.groups import mails
from events.groups.models import TicketOffer
from events.registration import papers
from events.registration.models.tickets import TicketQuerySet
from foundation.base.mail import Draft


def offer(scope: str, about: str) -> Draft | None:
    """The newest offer; without one, as if the newest ticket had been offered."""
    tickets = _tickets(scope, about)
    orders = tickets.values("order")
    row = TicketOffer.objects.filter(order__in=orders).select_related("order__event__venue").last()
    if row is None and (ticket := tickets.first()):
        row = TicketOffer(order=ticket.order, email=ticket.order.email, name=ticket.order.name)
    return mails.offer(row) if row else None


def incomplete_order(scope: str, about: str) -> Draft | None:
    """An order whose ticket nobody has; else any."""
    tickets = _tickets(scope, about)
    ticket = tickets.filter(attendee_name="").first() or tickets.first()
    return mails.incomplete_order(ticket.order, [ticket]) if ticket else None


def incomplete_ticket(scope: str, about: str) -> Draft | None:
    """A ticket that somebody has."""
    ticket = _tickets(scope, about).exclude(attendee_name="").first()
    return mails.incomplete_ticket(ticket) if ticket else None


def _tickets(scope: str, about: str) -> TicketQuerySet:
    rows = papers.tickets().filter(order__placed_at__isnull=False, cancelled_at=None)
    key = scope.removeprefix("event:")
    if key.isdecimal():
        rows = rows.filter(order__event=int(key))
    code = about.strip().upper().partition("-")[0]
    return (rows.filter(order__code=code) if code else rows).order_by("-pk")
