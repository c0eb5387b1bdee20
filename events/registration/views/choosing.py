"""The first page: which tickets and how many, held on the way to the next."""

from collections import Counter
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from events.models import Event
from events.registration import queries, services
from events.registration.forms import TicketsForm
from events.registration.forms.tickets import field_name
from events.registration.models import Order, OrderState
from events.registration.queries import Offer
from foundation.base import clock

from . import baskets, free, route, summary
from .doors import address, is_being_filled, keep_private

# Refusals that follow from what others did meanwhile, not from what was typed.
CONFLICTS = {"sold_out", "not_on_sale", "closed"}


@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose tickets and hold them; `?group=1` lets one register several for a free event."""
    at = clock.now()
    event = get_object_or_404(Event.objects.public().select_related("venue"), slug=slug)
    offer = queries.offer(event, at)
    if not (offer.is_open and offer.on_sale):
        return keep_private(closed(request, offer, at))
    basket = baskets.named(request, event) or baskets.new()
    order = _order_in(basket)
    if request.method == "POST":
        send = free.register_one if free.is_sent(request, offer) else _choose
        return keep_private(send(request, offer, basket, order, at))
    placed = order if order and not is_being_filled(order) else None
    if placed:
        basket, order = baskets.new(), None
    if offer.is_one_free_ticket and order is None and "group" not in request.GET:
        response = free.show(request, offer, free.form_for(offer, basket), placed=placed)
    else:
        form = _form(None, offer, basket, order)
        response = _show(request, offer, form, order, at, placed=placed)
    return keep_private(baskets.remember(response, event, basket))


def refused(
    request: HttpRequest, order: Order, refusal: ValidationError, at: datetime
) -> HttpResponse:
    """An order that cannot have its places again goes back to the first page, which says why."""
    offer = queries.offer(order.event, at)
    if not (offer.is_open and offer.on_sale):
        return closed(request, offer, at)
    sent = request.POST.copy()
    basket = baskets.sign(order.event, order.basket)
    for ticket_type, quantity in _wanted(order).items():
        sent[field_name(ticket_type)] = str(quantity)
    form = TicketsForm(sent, offer=offer, basket=basket, own={}, wanted={})
    if form.is_valid():
        form.add_error(None, refusal)
    response = _show(request, offer, form, order, at, status=409)
    return baskets.remember(response, order.event, order.basket)


def closed(request: HttpRequest, offer: Offer, at: datetime) -> HttpResponse:
    """Why nobody can register now, and what to do instead."""
    event = offer.event
    opens_at = event.registration_opens_at
    opening = [choice.later.sales_from for choice in offer.choices if choice.later]
    if not (opens_at and opens_at > at):
        opens_at = min((start for start in opening if start), default=None)
    context = {"event": event, "is_over": event.is_over(at), "opens_at": opens_at}
    status = 409 if request.method == "POST" else 200
    return render(request, "events/registration/closed.html", context, status=status)


def _choose(
    request: HttpRequest, offer: Offer, basket: str, order: Order | None, at: datetime
) -> HttpResponse:
    form = _form(request, offer, basket, order)
    if "count" in request.POST:
        return _show(request, offer, form, order, at)
    if not form.is_valid():
        return _show(request, offer, form, order, at, status=422)
    try:
        held = services.hold(event=offer.event, lines=form.lines(), basket=basket, at=at)
    except ValidationError as refusal:
        fresh = queries.offer(offer.event, at)
        form = _form(request, fresh, basket, order)
        # Seen anew, the form may say more exactly what has gone.
        if form.is_valid():
            form.add_error(None, refusal)
        status = 409 if refusal.code in CONFLICTS else 422
        return _show(request, fresh, form, order, at, status=status)
    if held.state != OrderState.HELD:
        return free.placed_already(request, held)
    return redirect(reverse("registration:attendees", args=address(held)))


def _show(
    request: HttpRequest,
    offer: Offer,
    form: TicketsForm,
    order: Order | None,
    at: datetime,
    *,
    placed: Order | None = None,
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {
        "event": offer.event,
        "route": route.route_of(offer.event, order, route.CHOOSE),
        "offer": offer,
        "rows": form.rows(),
        "form": form,
        "total": form.total(),
        "taxes": form.taxes(),
        "order": order,
        "hold": summary.hold_of(order, at) if order else None,
        "placed": placed,
        "mine": free.tickets_of_reader(request, offer.event),
    }
    return render(request, "events/registration/tickets.html", context, status=status)


def _form(
    request: HttpRequest | None, offer: Offer, basket: str, order: Order | None
) -> TicketsForm:
    wanted = _wanted(order) if order else Counter()
    own = wanted if order and order.state == OrderState.HELD else Counter()
    return TicketsForm(
        request.POST if request else None,
        offer=offer,
        basket=baskets.sign(offer.event, basket),
        own=own,
        wanted=wanted,
    )


def _wanted(order: Order) -> Counter[int]:
    return Counter(ticket.ticket_type_id for ticket in order.tickets.all())


def _order_in(basket: str) -> Order | None:
    rows = Order.objects.select_related("event").prefetch_related("tickets")
    return rows.filter(basket=basket).first()
