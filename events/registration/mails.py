"""What the mails of registration say, before they are written (domain 4.2, Mails).

Each function answers a draft and changes nothing, so that staff can look at it with real data. The
words that staff may change are declared in `mailwords`.
"""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from django.conf import settings

from events import calendars
from events.models import Event
from events.registration import papers, pricing
from events.registration.models import Code, Invitation, Order, RefundRequest, Ticket
from foundation.base import clock, moments
from foundation.base.mail import Attachment, Draft
from foundation.base.models import Foundation
from foundation.base.money import show
from foundation.billing.models import Refund


def scope_of(event: Event) -> str:
    """Where staff change the words of mails about `event`."""
    return f"event:{event.pk}"


def event_words(event: Event) -> dict[str, object]:
    """What templates of mails about an event know: `event`, `dates`, `place`."""
    return {
        "event": event,
        "dates": moments.day_range(event.starts_on, event.ends_on),
        "place": papers.place(event),
    }


def event_values(event: Event) -> dict[str, str]:
    """What fills {event}, {dates}, {place} and {event_link}."""
    return {
        "event": event.name,
        "dates": moments.day_range(event.starts_on, event.ends_on),
        "place": papers.place(event),
        "event_link": settings.SITE_URL + event.get_absolute_url(),
    }


def order_values(order: Order, tickets: Sequence[Ticket]) -> dict[str, str]:
    """What fills the placeholders of a mail to the purchaser of `order`."""
    number = len(tickets)
    return {
        **event_values(order.event),
        "name": order.name,
        "order_code": order.code,
        "order_link": settings.SITE_URL + order.get_absolute_url(),
        "amount": show(order.total, order.currency, short=True),
        "pay_until": _pay_until(order),
        "tickets": "ticket" if number == 1 else f"{number} tickets",
        "ticket_list": "\n".join(
            f"{row.ticket_type.name}: {row.attendee_name or 'nobody named yet'}" for row in tickets
        ),
    }


def ticket_values(ticket: Ticket) -> dict[str, str]:
    """What fills the placeholders of a mail to the holder of `ticket`: nothing of the order."""
    return {
        **event_values(ticket.order.event),
        "name": ticket.attendee_name,
        "ticket_type": ticket.ticket_type.name,
        "ticket_link": settings.SITE_URL + ticket.get_absolute_url(),
    }


def to_purchaser(
    order: Order,
    kind: str,
    files: Sequence[Attachment] = (),
    tickets: Sequence[Ticket] = (),
    **more: object,
) -> Draft:
    """The mail `kind` to the purchaser; `tickets` are those it shows, `more` is for its template."""
    return Draft(
        kind=kind,
        to=order.email,
        context={
            **event_words(order.event),
            "order": order,
            "tickets": tickets,
            "order_url": settings.SITE_URL + order.get_absolute_url(),
            "pay_until": _pay_until(order),
            "bank_details": Foundation.objects.get().bank_details,
            **more,
        },
        values=order_values(order, tickets or list(papers.tickets_of(order))),
        scope=scope_of(order.event),
        attachments=tuple(files),
        reply_to=order.event.contact_email,
    )


def about_refund(asked: RefundRequest, kind: str, files: Sequence[Attachment] = ()) -> Draft:
    """The mail `kind` to the purchaser who asked for a refund."""
    tickets = list(asked.tickets.select_related("ticket_type").order_by("position"))
    return to_purchaser(asked.order, kind, files, tickets, asked=asked)


def payment_too_late(order: Order, amount: Decimal, at: datetime) -> Draft:
    """To the purchaser: `amount` in the order's currency came at `at`, too late for its places."""
    day = moments.shown(at, order.event.zone, "day")
    return to_purchaser(order, "payment_too_late", amount=amount, day=day)


def refunded(order: Order, refund: Refund) -> Draft:
    """To the purchaser: what has gone back, by card or by transfer, and on which day."""
    day = moments.shown(refund.done_at or clock.now(), order.event.zone, "day")
    return to_purchaser(order, "refunded", refund=refund, day=day)


def to_holder(ticket: Ticket, kind: str, files: Sequence[Attachment] = ()) -> Draft:
    """The mail `kind` to the person who comes with `ticket`."""
    return Draft(
        kind=kind,
        to=ticket.attendee_email,
        context={
            **event_words(ticket.order.event),
            "ticket": ticket,
            "ticket_url": settings.SITE_URL + ticket.get_absolute_url(),
        },
        values=ticket_values(ticket),
        scope=scope_of(ticket.order.event),
        attachments=tuple(files),
        reply_to=ticket.order.event.contact_email,
    )


def to_invited(invitation: Invitation) -> Draft:
    """The mail to who is invited: what is kept for them, and the link to answer."""
    event = invitation.event
    until = invitation.valid_until
    link = settings.SITE_URL + invitation.get_absolute_url()
    return Draft(
        kind="invitation",
        to=invitation.email,
        context={
            **event_words(event),
            "invitation": invitation,
            "types": list(invitation.ticket_types.all()),
            "answer_url": link,
            "valid_until": moments.shown(until, event.zone) if until else "",
        },
        values={
            **event_values(event),
            "name": invitation.name or invitation.email,
            "invitation_link": link,
        },
        scope=scope_of(event),
        reply_to=event.contact_email,
    )


def to_code_owner(code: Code) -> Draft:
    """The mail to the owner of a code: what it gives, and the link that applies it."""
    event = code.event
    effect = pricing.says(code, event.currency)
    return Draft(
        kind="promo_code",
        to=code.owner_email,
        context={
            **event_words(event),
            "code": code,
            "effect": effect,
            "types": list(code.ticket_types.all()),
            "code_url": settings.SITE_URL + code.get_link(),
            "valid_until": moments.shown(code.valid_until, event.zone) if code.valid_until else "",
        },
        values={**event_values(event), "effect": effect},
        scope=scope_of(event),
        reply_to=event.contact_email,
    )


def event_reminder(tickets: Sequence[Ticket]) -> Draft:
    """To one person: the event is near; their tickets with QR, and the days for the calendar."""
    first = tickets[0]
    files = [*pictures(tickets), calendar(first.order.event)]
    draft = to_holder(first, "event_reminder", files)
    return Draft(**{**vars(draft), "context": {**draft.context, "tickets": tickets}})


def ticket_files(tickets: Sequence[Ticket]) -> list[Attachment]:
    """QR pictures, the PDF of all, the calendar entry."""
    pdf = Attachment("tickets.pdf", "application/pdf", papers.tickets_pdf(list(tickets)))
    return [*pictures(tickets), pdf, calendar(tickets[0].order.event)]


def pictures(tickets: Sequence[Ticket]) -> list[Attachment]:
    """The QR of each ticket, shown in the mail as `cid:<its code>`."""
    return [
        Attachment(f"{row.code}.png", "image/png", papers.qr_png(row), inline_id=row.code)
        for row in tickets
    ]


def calendar(event: Event) -> Attachment:
    """The days of the event for the reader's calendar."""
    file = calendars.event_file(event, clock.now())
    return Attachment(f"{event.slug}.ics", "text/calendar", file)


def _pay_until(order: Order) -> str:
    return moments.shown(order.pay_until or clock.now(), order.event.zone, "day")
