"""What an owner does to an order that was sent off: change its tickets, give some back."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from payments import PaymentStatus

from events.registration import services
from events.registration.forms import AskRefundForm, ChangeForm
from events.registration.models import Order, OrderState
from events.registration.services import agreed, alterations, contents, differences, refunding
from foundation.base import clock
from foundation.base.models import Foundation
from foundation.billing import services as billing

from .doors import address, order_door
from .steps import step_context

# Refusals that leave nothing to choose.
FINAL = {"closed", "too_late", "change_waits"}


@require_http_methods(["GET", "HEAD", "POST"])
@order_door
def change(request: HttpRequest, order: Order) -> HttpResponse:
    """Other tickets, or more: first the difference, then the change."""
    at = clock.now()
    if order.state not in {OrderState.PAID, OrderState.PENDING}:
        return redirect(order)
    if agreed.waiting_of(order) is not None:
        return redirect(reverse("registration:difference", args=address(order)))
    tickets = [row for row in order.tickets.all() if row.cancelled_at is None]
    kinds = alterations.choices(order, at)
    data = request.POST if request.method == "POST" else None
    form = ChangeForm(data, tickets=tickets, kinds=kinds)
    planned, status = None, 422 if form.errors else 200
    if form.is_valid():
        asked: dict[str, Any] = {
            "order": order,
            "swaps": form.swaps(),
            "more": form.more(),
            "at": at,
        }
        try:
            planned = alterations.plan(**asked)
            expected = form.cleaned_data["expected"]
            if "change" in request.POST and expected is not None:
                return _done(request, alterations.change(**asked, expected=expected))
        except ValidationError as refusal:
            if refusal.code in FINAL:
                messages.warning(request, refusal.message)
                return redirect(order)
            form.add_error(None, refusal)
            status = 409 if refusal.code in {"sold_out", "other_difference"} else 422
    context = step_context(order, at) | {"form": form, "plan": planned}
    return render(request, "events/registration/change.html", context, status=status)


def _done(request: HttpRequest, change: Any) -> HttpResponse:
    if change.closed_at is None:
        return redirect(reverse("registration:difference", args=address(change.order)))
    messages.success(request, _("Your order is changed."))
    return redirect(change.order)


@require_http_methods(["GET", "HEAD", "POST"])
@order_door
def difference(request: HttpRequest, order: Order) -> HttpResponse:
    """The difference that a change waits for, and the ways to pay it, or to let it be."""
    at = clock.now()
    if agreed.waiting_of(order) is None:
        return redirect(order)
    if request.method == "POST":
        try:
            if "withdraw" in request.POST:
                differences.withdraw(order=order, at=at)
                messages.success(request, _("The change is taken back. Your order is as it was."))
                return redirect(order)
            if request.POST.get("method") == "transfer":
                differences.wait_for_transfer(order=order, at=at)
                return redirect(reverse("registration:difference", args=address(order)))
        except ValidationError as refusal:
            messages.warning(request, refusal.message)
        else:
            return redirect(reverse("registration:difference_card", args=address(order)))
    return _show_difference(request, order, at)


def _show_difference(request: HttpRequest, order: Order, at: datetime) -> HttpResponse:
    change = agreed.waiting_of(order)
    if change is None:
        return redirect(order)
    last = order.account.payments.order_by("-pk").first() if order.account else None
    context = step_context(order, at) | {
        "change": change,
        "lines": change.lines.select_related("ticket__ticket_type", "ticket_type"),
        "owed": billing.owed(order.account) if order.account else 0,
        "seller": Foundation.objects.first(),
        "takes_cards": billing.takes_cards(),
        "waits_for_transfer": (change.waits_until or at) > at + contents.HOLD,
        "declined": "declined" in request.GET
        and last is not None
        and last.status == PaymentStatus.REJECTED,
    }
    return render(request, "events/registration/difference.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@order_door
def difference_card(request: HttpRequest, order: Order) -> HttpResponse:
    """The provider's form for the difference."""
    at = clock.now()
    sent = request.POST if request.method == "POST" else None
    try:
        payment = differences.pay_by_card(order=order, at=at)
        form, onward = billing.card_form(payment=payment, data=sent, at=at)
    except ValidationError as refusal:
        if refusal.code != "nothing_owed":
            messages.warning(request, refusal.message)
        return redirect(order)
    if onward:
        return redirect(onward)
    context = step_context(order, clock.now()) | {
        "form": form,
        "payment": payment,
        "back": reverse("registration:difference", args=address(order)),
    }
    status = 422 if form.errors else 200
    return render(request, "events/registration/card.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@order_door
def refund(request: HttpRequest, order: Order) -> HttpResponse:
    """Which tickets come back, and what is paid for them by the rules."""
    at = clock.now()
    terms = refunding.terms(order.event, at)
    tickets = refunding.refundable(order)
    if order.refund_requests.waiting().exists() or terms is None or not tickets:
        return redirect(order)
    data = request.POST if request.method == "POST" else None
    amounts = [(row, terms.of([row], order.currency)) for row in tickets]
    form = AskRefundForm(data, amounts=amounts)
    status = 422 if form.errors else 200
    if form.is_valid():
        given = form.cleaned_data
        try:
            asked = services.ask_refund(
                order=order, positions=given["tickets"], reason=given["reason"], at=at
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
            status = 409
        else:
            messages.success(
                request,
                _("We have your request and answer by mail. Until then your tickets stay valid.")
                if asked.decided_at is None
                else _("Your refund is on its way. The tickets you gave back are void."),
            )
            return redirect(order)
    context = step_context(order, at) | {"form": form, "terms": terms}
    return render(request, "events/registration/refund.html", context, status=status)


@require_POST
@order_door
def keep(request: HttpRequest, order: Order) -> HttpResponse:
    """The owner keeps the tickets: a request that waits is withdrawn."""
    services.withdraw_refund(order=order, at=clock.now())
    messages.success(request, _("Your request is withdrawn. You keep your tickets."))
    return redirect(order)
