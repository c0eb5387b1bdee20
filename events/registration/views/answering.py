"""Answers of an order after it was sent off, and the files among them."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from events.registration.models import Order, Ticket
from events.registration.questions import queries, services
from events.registration.questions.forms import Sheet
from events.registration.questions.models import AnswerFile
from events.registration.questions.queries import ORDER
from foundation.base import clock
from foundation.base.files import as_attachment

from . import sheets
from .doors import is_being_filled, order_door, ticket_door
from .steps import step_context


@require_http_methods(["GET", "HEAD", "POST"])
@order_door
def answers(request: HttpRequest, order: Order) -> HttpResponse:
    """The questions asked once per order, to change what was answered."""
    at = clock.now()
    if is_being_filled(order) or not queries.may_answer(order, at):
        return redirect(order)
    paper = queries.paper_of(order, order.tickets.all())
    sent = request.method == "POST"
    sheet = Sheet(
        request.POST if sent else None,
        request.FILES if sent else None,
        paper=paper,
        numbers=[ORDER],
        url=sheets.files_of(order),
    )
    status = 422 if sent and not sheet.is_valid() else 200
    if sent and sheet.is_valid():
        try:
            services.answer(order=order, paper=paper, given=sheet.given(), at=at)
        except ValidationError as refusal:
            messages.warning(request, refusal.message)
        else:
            messages.success(request, _("Your answers are kept."))
        return redirect(order)
    context = step_context(order, at) | {"formset": sheet}
    return render(request, "events/registration/answers.html", context, status=status)


@require_safe
@order_door
def order_file(request: HttpRequest, order: Order, key: str) -> HttpResponse:
    """A file that was sent with this order, to whoever has its link."""
    return _file(queries.file_of(order, key))


@require_safe
@ticket_door
def ticket_file(request: HttpRequest, ticket: Ticket, key: str) -> HttpResponse:
    """A file that was sent with this ticket, to its holder."""
    return _file(queries.file_of(ticket.order, key, ticket))


def _file(found: AnswerFile | None) -> HttpResponse:
    if found is None:
        raise Http404
    return as_attachment(found)
