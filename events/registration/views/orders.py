"""An order after it was sent off: a page that can be opened again from anywhere."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from events.registration import bills, links, papers, services
from events.registration.forms import AttendeeForm, CancelForm
from events.registration.models import Order, OrderState, RefundState, Ticket
from events.registration.questions import queries as questions
from events.registration.questions import services as answering
from events.registration.services import agreed, refunding
from foundation.base import clock
from foundation.base.models import Foundation
from foundation.billing.papers import invoice_pdf

from . import sheets
from .doors import is_being_filled, order_door
from .holders import file
from .steps import is_held, next_step, step_context


@require_safe
@order_door
def order(request: HttpRequest, order: Order) -> HttpResponse:
    """What was ordered, where it stands and what happens next. While held, where it left off."""
    at = clock.now()
    if is_held(order, at):
        return redirect(next_step(order))
    paper = questions.paper_of(order, order.tickets.all())
    rows = list(order.tickets.all())
    offered = links.of(order.event, [row for row in rows if _is_valid(order, row)], at)
    context: dict[str, Any] = step_context(order, at) | sheets.tell(
        paper, order.tickets.all(), sheets.files_of(order)
    )
    context |= {
        "may_answer": questions.may_answer(order, at),
        "tickets": [(row, _qr(order, row), offered.get(row.pk, [])) for row in rows],
        "seller": Foundation.objects.first() if order.state == OrderState.PENDING else None,
        **_afterwards(order, at),
        "changes_are_open": order.event.allows_changes(at) and not order.event.is_over(at),
        "is_over": order.event.is_over(at),
    }
    return render(request, "events/registration/order.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@order_door
def cancel(request: HttpRequest, order: Order) -> HttpResponse:
    """Ask once, then cancel."""
    if order.state == OrderState.CANCELLED or not may_cancel(order):
        return redirect(order)
    form = CancelForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            services.cancel(order=order, at=clock.now(), because=form.cleaned_data["because"])
        except ValidationError as refusal:
            messages.warning(request, refusal.message)
        return redirect(order)
    context = step_context(order, clock.now()) | {"form": form}
    status = 422 if form.errors else 200
    return render(request, "events/registration/cancel.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@order_door
def attendee(request: HttpRequest, order: Order, position: int) -> HttpResponse:
    """The owner says who comes with a ticket, or passes it on; unlike its holder, they stay."""
    ticket = next((row for row in order.tickets.all() if row.position == position), None)
    if ticket is None or is_being_filled(order):
        raise Http404
    at = clock.now()
    on_site = order.event.venue_id is not None
    sent = request.POST if request.method == "POST" else None
    form = AttendeeForm(sent, ticket=ticket, on_site=on_site)
    paper = questions.paper_of(order, order.tickets.all())
    sheet = sheets.of_ticket(request, ticket, paper, at=at, for_owner=True)
    status = 200
    if all([form.is_valid(), sheet.is_valid()]):
        try:
            answering.assign(
                ticket=ticket, attendee=form.attendee(), paper=paper, given=sheet.given(), at=at
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
            status = 409
        else:
            name = {"number": position, "name": form.cleaned_data["attendee_name"]}
            messages.success(request, _("Ticket %(number)d is for %(name)s.") % name)
            return redirect(order)
    elif sent is not None:
        status = 422
    context = step_context(order, at) | {"form": form, "formset": sheet, "ticket": ticket}
    context["back"] = order.get_absolute_url()
    return render(request, "events/registration/attendee.html", context, status=status)


@require_safe
@order_door
def invoice(request: HttpRequest, order: Order) -> HttpResponse:
    """The invoice as PDF; a paid order's says that nothing is left to pay."""
    issued = bills.invoice_for(order, clock.now())
    if issued is None:
        raise Http404
    return file(invoice_pdf(issued), f"{issued.number}.pdf", "application/pdf")


@require_safe
@order_door
def tickets_pdf(request: HttpRequest, order: Order) -> HttpResponse:
    """All tickets of a confirmed order, a page each."""
    rows = list(papers.tickets_of(order))
    if order.state != OrderState.PAID or not rows:
        raise Http404
    return file(papers.tickets_pdf(rows), f"tickets-{order.code}.pdf", "application/pdf")


def _afterwards(order: Order, at: datetime) -> dict[str, Any]:
    """What its owner may still do to it, and what they have asked for."""
    latest = order.refund_requests.kept().order_by("-pk").first() if order.total else None
    is_open = latest is not None and latest.state == RefundState.ASKED
    may = may_cancel(order)
    return {
        "may_cancel": may,
        "waiting": agreed.waiting_of(order) if order.state == OrderState.PAID else None,
        "asked": latest if is_open else None,
        "decided": None if is_open else latest,
        # What can be cancelled is not refunded.
        "terms": None if may else refunding.terms(order.event, at),
        "refundable": refunding.refundable(order),
    }


def may_cancel(order: Order) -> bool:
    """Whether to offer it; the service decides."""
    unpaid = order.state == OrderState.PENDING
    return unpaid or (order.state == OrderState.PAID and order.is_free)


def _is_valid(order: Order, ticket: Ticket) -> bool:
    return order.state == OrderState.PAID and ticket.cancelled_at is None


def _qr(order: Order, ticket: Ticket) -> str:
    return papers.qr_svg(ticket) if _is_valid(order, ticket) else ""
