"""Mails about orders and tickets. Each has a key, so a task that runs twice mails once."""

from datetime import datetime

from django.conf import settings
from django.tasks import task

from events import calendars
from events.models import Event
from events.registration import bills, papers, pricing
from events.registration.models import Code, Order, OrderState, Ticket
from foundation.base import clock, mail, moments
from foundation.base.mail import Attachment
from foundation.base.models import Foundation
from foundation.billing.papers import invoice_pdf


@task()
def mail_order_placed(order_id: int, again: str = "") -> None:
    """To the purchaser: what was ordered, how to pay, and the invoice.

    `again` tells a mail that staff had written once more from the first one.
    """
    order = Order.objects.select_related("event__venue", "promo_code").get(pk=order_id)
    if order.state == OrderState.PENDING:
        # A reminder of an order that has been paid or cancelled since would say something false.
        _mail(order, "order_placed", _invoice(order, clock.now()), again=again)


@task()
def mail_order_confirmed(order_id: int, again: str = "") -> None:
    """To the purchaser: all tickets and the invoice; to every other attendee: their ticket.

    `again` tells a mail that staff had written once more from the first one.
    """
    order = Order.objects.select_related("event__venue", "promo_code").get(pk=order_id)
    if order.state != OrderState.PAID:
        return
    tickets = list(papers.tickets_of(order))
    files = [*_ticket_files(tickets), *_invoice(order, clock.now())]
    _mail(order, "order_confirmed", files, tickets=tickets, again=again)
    for ticket in tickets:
        if ticket.is_assigned and ticket.attendee_email.lower() != order.email.lower():
            _mail_ticket(ticket)


@task()
def mail_ticket(ticket_id: int, code: str) -> None:
    """To the holder of a ticket, if it has not been passed on again since."""
    ticket = papers.tickets().filter(pk=ticket_id, code=code).first()
    if ticket and ticket.order.state == OrderState.PAID and ticket.cancelled_at is None:
        _mail_ticket(ticket)


@task()
def mail_order_cancelled(order_id: int) -> None:
    """To the purchaser: the order is cancelled, its tickets are void, what happens to the money."""
    order = Order.objects.select_related("event__venue", "promo_code").get(pk=order_id)
    if order.state == OrderState.CANCELLED:
        _mail(order, "order_cancelled", [])


@task()
def mail_code(code_id: int) -> None:
    """To the owner of a code: what it is good for, and the link that applies it."""
    code = Code.objects.select_related("event__venue").get(pk=code_id)
    if not code.owner_email:
        return
    event = code.event
    mail.write(
        key=f"code:{code.pk}",
        kind="promo_code",
        to=code.owner_email,
        context={
            **_event_words(event),
            "code": code,
            "effect": pricing.says(code, event.currency),
            "types": list(code.ticket_types.all()),
            "code_url": settings.SITE_URL + code.get_link(),
            "valid_until": moments.shown(code.valid_until, event.zone) if code.valid_until else "",
        },
        reply_to=event.contact_email,
        at=clock.now(),
    )


def _mail(
    order: Order,
    kind: str,
    files: list[Attachment],
    tickets: list[Ticket] | None = None,
    again: str = "",
) -> None:
    mail.write(
        key=f"{kind}:{order.pk}:{again}" if again else f"{kind}:{order.pk}",
        kind=kind,
        to=order.email,
        context={
            **_event_words(order.event),
            "order": order,
            "tickets": tickets or [],
            "order_url": settings.SITE_URL + order.get_absolute_url(),
            "pay_until": moments.shown(order.pay_until or clock.now(), order.event.zone, "day"),
            "bank_details": Foundation.objects.get().bank_details,
        },
        attachments=files,
        reply_to=order.event.contact_email,
        at=clock.now(),
    )


def _mail_ticket(ticket: Ticket) -> None:
    mail.write(
        key=f"ticket:{ticket.pk}:{ticket.code}",
        kind="ticket",
        to=ticket.attendee_email,
        context={
            **_event_words(ticket.order.event),
            "ticket": ticket,
            "ticket_url": settings.SITE_URL + ticket.get_absolute_url(),
        },
        attachments=_ticket_files([ticket]),
        reply_to=ticket.order.event.contact_email,
        at=clock.now(),
    )


def _event_words(event: Event) -> dict[str, object]:
    return {
        "event": event,
        "dates": moments.day_range(event.starts_on, event.ends_on),
        "place": papers.place(event),
    }


def _ticket_files(tickets: list[Ticket]) -> list[Attachment]:
    event = tickets[0].order.event
    return [
        *(
            Attachment(f"{row.code}.png", "image/png", papers.qr_png(row), inline_id=row.code)
            for row in tickets
        ),
        Attachment("tickets.pdf", "application/pdf", papers.tickets_pdf(tickets)),
        Attachment(f"{event.slug}.ics", "text/calendar", calendars.event_file(event, clock.now())),
    ]


def _invoice(order: Order, at: datetime) -> list[Attachment]:
    invoice = bills.invoice_for(order, at)
    if invoice is None:
        return []
    return [Attachment(f"{invoice.number}.pdf", "application/pdf", invoice_pdf(invoice))]
