"""One free ticket is one page: who comes, one button, done."""

from datetime import datetime
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from events.models import Event
from events.registration import queries, services
from events.registration.forms import FreeForm
from events.registration.models import Order, PaymentMethod
from events.registration.queries import Offer
from events.registration.questions import queries as questions
from events.registration.questions import services as answering
from events.registration.questions.forms import Sheet
from events.registration.questions.queries import ORDER
from events.registration.services import invitations

from . import baskets
from .doors import is_being_filled


def is_sent(request: HttpRequest, offer: Offer) -> bool:
    """Whether this POST comes from the page of the one free ticket."""
    return offer.is_one_free_ticket and "attendee_name" in request.POST


def form_for(offer: Offer, basket: str, sent: QueryDict | None = None) -> FreeForm:
    """The form of the one page, with the basket it is for whatever was sent."""
    signed = baskets.sign(offer.event, basket)
    data = None
    if sent is not None:
        data = sent.copy()
        data["basket"] = signed
    return FreeForm(data, basket=signed, on_site=offer.event.venue_id is not None)


def sheet_for(offer: Offer, request: HttpRequest | None = None) -> Sheet:
    """The questions to who comes: those of the order are theirs too."""
    kind = offer.on_sale[0].now
    return Sheet(
        request.POST if request else None,
        request.FILES if request else None,
        paper=questions.paper_for(offer.event, {1: kind.pk} if kind else {}),
        numbers=[ORDER, 1] if kind else [ORDER],
    )


def register_one(
    request: HttpRequest, offer: Offer, basket: str, order: Order | None, at: datetime
) -> HttpResponse:
    """Hold, fill in and confirm at once, or nothing of it."""
    if order and not is_being_filled(order):
        return placed_already(request, order)
    form, sheet = form_for(offer, basket, request.POST), sheet_for(offer, request)
    if not all([form.is_valid(), sheet.is_valid()]):
        return show(request, offer, form, sheet=sheet, status=422)
    try:
        send = _order_new if order is None else _order_held
        placed = send(offer, basket, form, sheet, at)
    except ValidationError as refusal:
        if refusal.code == "by_invitation":
            email = form.cleaned_data["attendee_email"]
            invitations.remind(event=offer.event, email=email, at=at)
        form.add_error(None, refusal)
        offer = queries.offer(offer.event, at)
        return show(request, offer, form, sheet=sheet, status=409)
    return redirect(placed)


def _order_new(offer: Offer, basket: str, form: FreeForm, sheet: Sheet, at: datetime) -> Order:
    return services.order_at_once(
        event=offer.event,
        item=next(choice.item for choice in offer.on_sale if choice.item),
        basket=basket,
        at=at,
        filled=form.filled(),
        method=PaymentMethod.FREE,
        also=partial(answering.answer_first, paper=sheet.paper, given=sheet.given(), at=at),
    )


@transaction.atomic
def _order_held(offer: Offer, basket: str, form: FreeForm, sheet: Sheet, at: datetime) -> Order:
    """The basket has an order already, from another tab or another day: it becomes this one."""
    kind = offer.on_sale[0].now
    lines = [(kind.pk, 1)] if kind else []
    held = services.hold(event=offer.event, lines=lines, basket=basket, at=at, filled=form.filled())
    answering.answer(order=held, paper=sheet.paper, given=sheet.given(), at=at)
    return services.place(order=held, method=PaymentMethod.FREE, at=at)


def show(
    request: HttpRequest,
    offer: Offer,
    form: FreeForm,
    *,
    sheet: Sheet | None = None,
    placed: Order | None = None,
    status: int = 200,
) -> HttpResponse:
    """The one page with a form in whatever state."""
    context = {
        "event": offer.event,
        "offer": offer,
        "choice": offer.on_sale[0],
        "form": form,
        "formset": sheet or sheet_for(offer),
        "placed": placed,
        "mine": tickets_of_reader(request, offer.event),
    }
    return render(request, "events/registration/free.html", context, status=status)


def placed_already(request: HttpRequest, order: Order) -> HttpResponse:
    """A page that was sent twice leads to what it did the first time."""
    text = format_html(
        _(
            "The page you came from had sent off order {} already: nothing was ordered twice. "
            '<a href="{}">Begin a new order</a> if you want more tickets.'
        ),
        order.code,
        reverse("registration:register", args=[order.event.slug]),
    )
    messages.info(request, text)
    return redirect(order)


def tickets_of_reader(request: HttpRequest, event: Event) -> Any:
    """Tickets to this event that a logged-in reader has already; nothing for anybody else."""
    if not request.user.is_authenticated:
        return []
    return queries.tickets_held_by([request.user.email.lower()]).filter(order__event=event)
