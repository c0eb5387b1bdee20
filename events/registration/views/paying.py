"""Paying: by card at once, or by invoice and bank transfer."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods
from payments import PaymentStatus

from events.registration import bills, services, taxing
from events.registration.forms import InvoiceForm
from events.registration.models import Order, OrderState
from foundation.base import clock
from foundation.base.models import Foundation
from foundation.billing import services as billing

from . import choosing, promo, route
from .doors import address, agreed_total, is_being_filled, order_door
from .steps import hold_again, lacks_details, step_context


@require_http_methods(["GET", "HEAD", "POST"])
@order_door
def pay(request: HttpRequest, order: Order) -> HttpResponse:
    """The ways to pay. A card that was declined is said, and everything is kept."""
    at = clock.now()
    if elsewhere := _not_to_be_paid(order):
        return redirect(elsewhere)
    by_invoice = request.method == "POST" and request.POST.get("method") == "invoice"
    asks = taxing.asks_buyer(order, order.tickets.all())
    form = InvoiceForm(request.POST if by_invoice else None, order=order, asks_buyer=asks)
    if request.method != "POST" or (by_invoice and not form.is_valid()):
        return _show(request, order, form, at)
    agreed = agreed_total(request)
    try:
        if hold_again(request, order, at):
            return redirect(reverse("registration:pay", args=address(order)))
        if by_invoice:
            services.fill_in(order=order, purchaser=form.cleaned_data, attendees={}, at=at)
            return redirect(services.switch_to_invoice(order=order, at=at, agreed=agreed))
        services.pay_by_card(order=order, at=at, agreed=agreed)
    except ValidationError as refusal:
        if refusal.code in {"total_changed", "no_cards"}:
            messages.warning(request, refusal.messages[0])
            return redirect(reverse("registration:pay", args=address(order)))
        return choosing.refused(request, order, refusal, at)
    return redirect(reverse("registration:card", args=address(order)))


@require_http_methods(["GET", "HEAD", "POST"])
@order_door
def card(request: HttpRequest, order: Order) -> HttpResponse:
    """The provider's form for the one open payment of the order."""
    at = clock.now()
    if elsewhere := _not_to_be_paid(order):
        return redirect(elsewhere)
    if order.placed_at is None or order.state != OrderState.HELD:
        return redirect(reverse("registration:pay", args=address(order)))
    sent = request.POST if request.method == "POST" else None
    try:
        payment = services.pay_by_card(order=order, at=at)
        form, onward = billing.card_form(payment=payment, data=sent, at=at)
    except ValidationError as refusal:
        if refusal.code != "nothing_owed":
            messages.warning(request, refusal.message)
        if refusal.code in {"no_answer", "no_cards"}:
            return redirect(reverse("registration:pay", args=address(order)))
        return redirect(order)
    if onward:
        return redirect(onward)
    context = step_context(order, at, route.PAY) | {"form": form, "payment": payment}
    context["left_out"] = promo.left_out(request, order, at)
    status = 422 if form.errors else 200
    return render(request, "events/registration/card.html", context, status=status)


def _not_to_be_paid(order: Order) -> str | None:
    """Where an order belongs that is not at this step."""
    if not is_being_filled(order):
        return order.get_absolute_url()
    if lacks_details(order):
        return reverse("registration:attendees", args=address(order))
    if order.is_free or order.conduct_accepted_at is None:
        return reverse("registration:check", args=address(order))
    return None


def _show(request: HttpRequest, order: Order, form: InvoiceForm, at: datetime) -> HttpResponse:
    last = order.account.payments.order_by("-pk").first() if order.account else None
    declined = last is not None and last.status == PaymentStatus.REJECTED
    context: dict[str, Any] = step_context(order, at, route.PAY) | {
        "form": form,
        "declined": last if declined else None,
        "takes_cards": billing.takes_cards(),
        "seller": Foundation.objects.first(),
        "due_by": at + bills.PAYABLE,
        "left_out": promo.left_out(request, order, at),
    }
    status = 422 if form.errors else 200
    return render(request, "events/registration/pay.html", context, status=status)
