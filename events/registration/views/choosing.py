"""The first page: which tickets and how many, held on the way to the next."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from events.models import Event
from events.registration import pricing, queries, services, taxing
from events.registration.forms import TicketsForm
from events.registration.forms.tickets import field_name
from events.registration.models import CodeKind, Order, OrderState
from events.registration.queries import Offer
from events.registration.services import invitations
from foundation.base import clock

from . import baskets, gone, promo, route, single, summary
from .doors import address, is_being_filled, keep_private
from .newcomers import kept_for_newcomers
from .promo import Promo
from .single import Single

# Refusals that follow from what others did meanwhile, not from what was typed.
CONFLICTS = {"sold_out", "not_on_sale", "closed"}


@require_http_methods(["GET", "HEAD", "POST"])
@kept_for_newcomers
def register(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose tickets and hold them; `?group=1` lets one register several for a free event.

    `?one=` shows the one page of that ticket. `?code=` applies a promo code, as the field for it does.
    """
    if too_late := gone.answer(request, slug):
        return too_late
    at = clock.now()
    event = queries.event_at(slug)
    basket = baskets.named(request, event) or baskets.new()
    order = queries.order_in(basket, event)
    code = promo.of(request, event, basket, order, at)
    offer = queries.offer(event, at, code.claim, taxing.buyer_of(order))
    if not (offer.is_open and offer.on_sale):
        return keep_private(closed(request, offer, at, code))
    if request.method == "POST":
        if choice := single.sent_to(request, offer):
            page = Single(offer, choice, basket, at)
            return keep_private(single.send(request, page, order), was_sent=True)
        response = _choose(request, offer, basket, order, code, at)
        promo.remember(response, request, event, order, code)
        return keep_private(response, was_sent=True)
    placed = order if order and not is_being_filled(order) else None
    if placed:
        basket, order = baskets.new(), None
    claims_more = bool(code.typed or code.claim.invitation)
    asks_more = "group" in request.GET or order is not None or claims_more
    choice = None if asks_more else single.shown_to(request, offer)
    if choice:
        page = Single(offer, choice, basket, at)
        response = single.show(request, page, page.form(), placed=placed)
    else:
        form = _form(None, offer, basket, order, code)
        response = _show(request, form, order, at, code, placed=placed)
    promo.remember(response, request, event, order, code)
    return keep_private(baskets.remember(response, event, basket))


def refused(
    request: HttpRequest, order: Order, refusal: ValidationError, at: datetime
) -> HttpResponse:
    """An order that cannot have its places or its code goes back to the first page, which says
    why."""
    typed = order.promo_code.text if order.promo_code else ""
    if refusal.code == "by_invitation":
        invitations.remind(event=order.event, email=order.email, at=at)
    secret = order.invitation.secret if order.invitation else ""
    reader = promo.reader_of(request)
    code = promo.look_up(order.event, typed, order.basket, at, secret, reader)
    offer = queries.offer(order.event, at, code.claim, taxing.buyer_of(order))
    if not (offer.is_open and offer.on_sale):
        return closed(request, offer, at, code)
    sent = request.POST.copy()
    sent["code"] = typed
    wanted = _wanted(order)
    for ticket_type, quantity in wanted.items():
        sent[field_name(ticket_type)] = str(quantity)
    form = TicketsForm(
        sent,
        offer=offer,
        basket=baskets.sign(order.event, order.basket),
        own={} if summary.hold_of(order, at).is_over else wanted,
        wanted={},
    )
    told = code.refusal or code.uninvited
    if told or form.is_valid():
        _add_refusal(form, told or refusal)
    response = _show(request, form, order, at, code, status=409)
    return baskets.remember(response, order.event, order.basket)


def closed(request: HttpRequest, offer: Offer, at: datetime, code: Promo) -> HttpResponse:
    """Why nobody can register now, and what to do instead; a code may open what is hidden."""
    event = offer.event
    opens_at = event.registration_opens_at
    opening = [choice.later.sales_from for choice in offer.choices if choice.later]
    if not (opens_at and opens_at > at):
        opens_at = min((start for start in opening if start), default=None)
    context: dict[str, Any] = {
        "event": event,
        "is_over": event.is_over(at),
        "opens_at": opens_at,
    } | {
        "takes_codes": offer.is_open and queries.takes_codes(event, at),
        "promo": code,
    }
    status = 409 if request.method == "POST" else 200
    return render(request, "events/registration/closed.html", context, status=status)


def _choose(
    request: HttpRequest, offer: Offer, basket: str, order: Order | None, code: Promo, at: datetime
) -> HttpResponse:
    form = _form(request, offer, basket, order, code)
    if told := code.refusal or code.uninvited:
        _add_refusal(form, told)
        return _show(request, form, order, at, code, status=422)
    if promo.is_asked(request):
        # The prices are others now: the page is shown as if it was opened with this choice.
        fresh = _form(None, offer, basket, order, code, wanted=form.wanted())
        return _show(request, fresh, order, at, code)
    if "count" in request.POST:
        return _show(request, form, order, at, code)
    if not form.is_valid():
        return _show(request, form, order, at, code, status=422)
    lines = form.lines()
    try:
        held = services.hold(
            event=offer.event,
            lines=lines,
            basket=basket,
            at=at,
            code=code.text if code.code else "",
            invitation=code.secret,
            reader=code.reader,
            read=offer.kinds,
        )
    except ValidationError as refusal:
        return _choose_again(request, offer.event, basket, order, refusal, at)
    if held.state != OrderState.HELD:
        return single.placed_already(request, held)
    promo.point_out(request, code, held)
    return redirect(reverse("registration:attendees", args=address(held)))


def _choose_again(
    request: HttpRequest,
    event: Event,
    basket: str,
    order: Order | None,
    refusal: ValidationError,
    at: datetime,
) -> HttpResponse:
    """The page seen anew after a refusal: it may say more exactly what has gone."""
    code = promo.of(request, event, basket, order, at)
    offer = queries.offer(event, at, code.claim, taxing.buyer_of(order))
    form = _form(request, offer, basket, order, code)
    told = code.refusal or code.uninvited
    if told or form.is_valid():
        _add_refusal(form, told or refusal)
    status = 409 if refusal.code in CONFLICTS else 422
    return _show(request, form, order, at, code, status=status)


def _add_refusal(form: TicketsForm, refusal: ValidationError) -> None:
    """Say it where it can be mended: a refusal of the code at its field, of no ticket at the first
    number."""
    place = "code" if str(refusal.code).startswith("code_") else None
    if refusal.code == "nothing_chosen":
        place = next((field.name for _choice, field in form.rows() if field), None)
    form.add_error(place, refusal)


def _show(
    request: HttpRequest,
    form: TicketsForm,
    order: Order | None,
    at: datetime,
    code: Promo,
    *,
    placed: Order | None = None,
    status: int = 200,
) -> HttpResponse:
    offer = form.offer
    context: dict[str, Any] = {
        "event": offer.event,
        "route": route.route_of(offer.event, order, route.CHOOSE),
        "offer": offer,
        "promo": code,
        "effect": pricing.says(offer.code, offer.event.currency) if offer.code else "",
        "rows": form.rows(),
        "largest": max((pricing.most_of(c.now) for c in offer.on_sale if c.now), default=0),
        "form": form,
        "total": form.total(),
        "taxes": form.taxes(),
        "asks_country": any(taxing.rule_of(c.now).asks_buyer for c in offer.on_sale if c.now),
        "order": order,
        "hold": summary.hold_of(order, at) if order else None,
        "placed": placed,
        "mine": single.tickets_of_reader(request, offer.event),
    }
    return render(request, "events/registration/tickets.html", context, status=status)


def _form(
    request: HttpRequest | None,
    offer: Offer,
    basket: str,
    order: Order | None,
    code: Promo,
    *,
    wanted: Mapping[int, int] | None = None,
) -> TicketsForm:
    held = _wanted(order) if order else _kept_for(offer, code)
    own = held if order and order.state == OrderState.HELD else Counter()
    return TicketsForm(
        request.POST if request else None,
        offer=offer,
        basket=baskets.sign(offer.event, basket),
        own=own,
        wanted=held if wanted is None else wanted,
        typed=code.text,
    )


def _kept_for(offer: Offer, code: Promo) -> Counter[int]:
    """Who comes with the code of the waiting list wants the place that is kept for it."""
    if code.code is None or code.code.kind != CodeKind.WAITING:
        return Counter()
    mine = (row for row in offer.on_sale if row.most and row.takes_code)
    return Counter([row.now.pk for row in mine if row.now][:1])


def _wanted(order: Order) -> Counter[int]:
    return Counter(ticket.ticket_type_id for ticket in order.tickets.all())
