"""One ticket is one page: who comes, for a priced one who pays and how, one button, done.

The page of a free event whose one ticket it is; else `?one=` names the ticket, by its key. Who has
places on hold, a code, an invitation or a member's price goes by the steps.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
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
from events.registration import bills, queries, services, taxing
from events.registration.forms import FreeForm, PaidForm
from events.registration.models import Order, OrderState
from events.registration.pricing import Item
from events.registration.queries import Choice, Offer
from events.registration.questions import queries as questions
from events.registration.questions import services as answering
from events.registration.questions.forms import Sheet
from events.registration.questions.queries import ORDER
from events.registration.services import invitations
from foundation.billing import services as billing

from . import baskets, gone
from .doors import address, agreed_total, is_being_filled
from .gone import ONE


@dataclass(frozen=True)
class Single:
    """What a page of one ticket sells, at which moment, and to which basket."""

    offer: Offer
    choice: Choice
    basket: str
    at: datetime

    @property
    def event(self) -> Event:
        return self.offer.event

    @property
    def item(self) -> Item:
        """The ticket that is on sale, at its price."""
        return self.choice.item or self.choice.items[0]

    @property
    def is_sold_out_for_all(self) -> bool:
        """Whether there is none, and the page says no price that depends on who buys."""
        asks = taxing.rule_of(self.item.ticket_type).asks_buyer
        return self.choice.is_sold_out and not asks

    def form(self, sent: QueryDict | None = None) -> FreeForm:
        """Its form, with the basket it is for whatever was sent."""
        signed = baskets.sign(self.event, self.basket)
        data = sent.copy() if sent is not None else None
        if data is not None:
            data["basket"] = signed
        on_site = self.event.venue_id is not None
        if not self.item.price:
            return FreeForm(data, basket=signed, on_site=on_site)
        return PaidForm(
            data,
            basket=signed,
            on_site=on_site,
            asks_buyer=taxing.rule_of(self.item.ticket_type).asks_buyer,
            takes_cards=billing.takes_cards(),
        )

    def sheet(self, request: HttpRequest | None = None) -> Sheet:
        """The questions to who comes: those of the order are theirs too."""
        return Sheet(
            request.POST if request else None,
            request.FILES if request else None,
            paper=questions.paper_for(self.event, {1: self.item.ticket_type.pk}),
            numbers=[ORDER, 1],
        )


def sent_to(request: HttpRequest, offer: Offer) -> Choice | None:
    """What a POST from the page of one ticket orders."""
    return _choice(request, offer) if "attendee_name" in request.POST else None


def shown_to(request: HttpRequest, offer: Offer) -> Choice | None:
    """What the page of one ticket would show this reader, if it is asked for."""
    choice = _choice(request, offer)
    return choice if choice and (choice.most or offer.is_one_free_ticket) else None


def _choice(request: HttpRequest, offer: Offer) -> Choice | None:
    if offer.is_one_free_ticket:
        return offer.on_sale[0]
    key = request.GET.get(ONE, "")
    named = (row for row in offer.on_sale if key in {str(step.pk) for step in row.steps})
    choice = next(named, None)
    return choice if choice and choice.fits_one_page else None


def send(request: HttpRequest, page: Single, order: Order | None) -> HttpResponse:
    """Order it, or nothing of it. A card is asked on the page after."""
    if order and not is_being_filled(order):
        return placed_already(request, order)
    form, sheet = page.form(request.POST), page.sheet(request)
    if not all([form.is_valid(), sheet.is_valid()]):
        return show(request, page, form, sheet=sheet, status=422)
    try:
        send_off = _order_new if order is None else _order_held
        placed = send_off(page, form, sheet, agreed_total(request))
    except ValidationError as refusal:
        if refusal.code == "by_invitation":
            email = form.cleaned_data["attendee_email"]
            invitations.remind(event=page.event, email=email, at=page.at)
        form.add_error(None, refusal)
        page = _seen_anew(page)
        response = show(request, page, form, sheet=sheet, status=409)
        is_same_for_all = order is None and refusal.code == "sold_out" and page.is_sold_out_for_all
        return gone.keep(request, page.event, response) if is_same_for_all else response
    if placed.state == OrderState.HELD:
        return redirect(reverse("registration:card", args=address(placed)))
    return redirect(placed)


def _order_new(page: Single, form: FreeForm, sheet: Sheet, agreed: Decimal | None) -> Order:
    return services.order_at_once(
        event=page.event,
        item=page.item,
        basket=page.basket,
        at=page.at,
        filled=form.filled(),
        method=form.method,
        agreed=agreed,
        also=partial(answering.answer_first, paper=sheet.paper, given=sheet.given(), at=page.at),
    )


@transaction.atomic
def _order_held(page: Single, form: FreeForm, sheet: Sheet, agreed: Decimal | None) -> Order:
    """The basket has an order already, of another tab or before the card: it becomes this one."""
    held = services.hold(
        event=page.event,
        lines=[(page.item.ticket_type.pk, 1)],
        basket=page.basket,
        at=page.at,
        filled=form.filled(),
        read=page.offer.kinds,
    )
    answering.answer(order=held, paper=sheet.paper, given=sheet.given(), at=page.at)
    return services.place(order=held, method=form.method, at=page.at, agreed=agreed)


def _seen_anew(page: Single) -> Single:
    """The page after a refusal: it may say more exactly what has gone, or what it costs now."""
    if page.choice.is_sold_out:
        return page
    offer = queries.offer(page.event, page.at)
    same = (row for row in offer.on_sale if row.name == page.choice.name)
    return replace(page, offer=offer, choice=next(same, page.choice))


def show(
    request: HttpRequest,
    page: Single,
    form: FreeForm,
    *,
    sheet: Sheet | None = None,
    placed: Order | None = None,
    status: int = 200,
) -> HttpResponse:
    """The one page with a form in whatever state, at the price for who buys as far as known."""
    item = page.item
    taxed = taxing.taxed(item.ticket_type, item.price, form.buyer(), page.at)
    context = {
        "event": page.event,
        "offer": page.offer,
        "choice": page.choice,
        "form": form,
        "formset": sheet or page.sheet(),
        "total": taxed[1].gross,
        "taxes": taxing.sums([(*taxed, 1)]),
        "due_by": page.at + bills.PAYABLE,
        "placed": placed,
        "mine": tickets_of_reader(request, page.event),
    }
    name = "paid" if item.price else "free"
    return render(request, f"events/registration/{name}.html", context, status=status)


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
