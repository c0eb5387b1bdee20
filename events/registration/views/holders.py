"""A ticket, for its holder: shown at the door, kept in a wallet, mended, passed on."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from events import calendars
from events.registration import links, papers
from events.registration.forms import AttendeeForm
from events.registration.models import OrderState, Ticket
from events.registration.questions import queries as questions
from events.registration.questions import services as answering
from foundation.base import clock

from . import sheets
from .doors import ticket_door


def file(content: bytes, name: str, kind: str) -> HttpResponse:
    """A file to open or keep under `name`."""
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response


@require_safe
@ticket_door
def ticket(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    """The QR as picture and as text, when and where, and what the holder may do."""
    event = ticket.order.event
    at = clock.now()
    told = sheets.tell(questions.paper_of(ticket.order), [ticket], sheets.files_of_holder(ticket))
    offered = links.of(event, [ticket] if _is_valid(ticket) else [], at)
    context = told | {
        "ticket": ticket,
        "event": event,
        "order": ticket.order,
        "is_valid": _is_valid(ticket),
        "qr": papers.qr_svg(ticket) if _is_valid(ticket) else "",
        "changes_are_open": event.allows_changes(at) and not event.is_over(at),
        "is_over": event.is_over(at),
        "links": offered.get(ticket.pk, []),
    }
    return render(request, "events/registration/ticket.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@ticket_door
def edit(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    """Change one's details. Another e-mail passes the ticket on, and this link dies."""
    event, at = ticket.order.event, clock.now()
    sent = request.POST if request.method == "POST" else None
    form = AttendeeForm(sent, ticket=ticket, on_site=event.venue_id is not None)
    paper = questions.paper_of(ticket.order)
    sheet = sheets.of_ticket(request, ticket, paper, at=at, for_owner=False)
    status = 422 if form.errors or (sent is not None and not sheet.is_valid()) else 200
    if all([form.is_valid(), sheet.is_valid()]):
        old_link = ticket.get_absolute_url()
        try:
            kept = answering.assign(
                ticket=ticket, attendee=form.attendee(), paper=paper, given=sheet.given(), at=at
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
            status = 409
        else:
            passed_on = kept.secret != ticket.secret
            messages.success(
                request, _passed_on(kept) if passed_on else _("Your changes are kept.")
            )
            return redirect(old_link)
    context = {
        "ticket": ticket,
        "event": event,
        "order": ticket.order,
        "form": form,
        "formset": sheet,
        "back": ticket.get_absolute_url(),
    }
    return render(request, "events/registration/attendee.html", context, status=status)


@require_safe
@ticket_door
def pdf(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    """The ticket to print."""
    content = papers.tickets_pdf([_valid(ticket)])
    return file(content, f"ticket-{ticket}.pdf", "application/pdf")


@require_safe
@ticket_door
def qr(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    """The QR as a picture of its own."""
    svg = papers.qr_svg(_valid(ticket))
    if "xmlns=" not in svg:
        svg = svg.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
    return file(svg.encode(), f"ticket-{ticket}.svg", "image/svg+xml")


@require_safe
@ticket_door
def ics(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    """The days of the event, for a calendar."""
    event = ticket.order.event
    return file(
        calendars.event_file(event, clock.now()),
        f"{event.slug}.ics",
        "text/calendar; charset=utf-8",
    )


def _is_valid(ticket: Ticket) -> bool:
    return ticket.order.state == OrderState.PAID and ticket.cancelled_at is None


def _valid(ticket: Ticket) -> Ticket:
    if not _is_valid(ticket):
        raise Http404
    return ticket


def _passed_on(ticket: Ticket) -> str:
    return _("The ticket was passed on to %(name)s, who gets a link and a QR of their own.") % {
        "name": ticket.attendee_name
    }
