"""The steps from held tickets to an order: who comes, is all as it should be."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import FileField
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from events.registration import services, taxing
from events.registration.forms import AttendeeForms, CheckForm, PurchaserForm
from events.registration.models import Order, OrderState, PaymentMethod
from events.registration.questions import queries as questions
from events.registration.questions import services as answering
from events.registration.questions.forms import Sheet
from events.registration.services import codes, invitations
from foundation.base import clock
from foundation.base.money import show as show_money

from . import choosing, promo, route, sheets
from .doors import address, is_being_filled, order_door
from .summary import hold_of, summary_of

AFTER_EXTENDING = {"attendees", "check", "pay", "order"}


@require_http_methods(["GET", "HEAD", "POST"])
@order_door
def attendees(request: HttpRequest, order: Order) -> HttpResponse:
    """Who orders and who comes. Everything sent is kept, even if the places are gone."""
    at = clock.now()
    if not is_being_filled(order):
        return redirect(order)
    if "extend" in request.POST:
        return _attendees_held_longer(request, order, at)
    if request.method != "POST":
        return _show_attendees(request, order, *_attendee_forms(None, order), at)
    purchaser, people, sheet = _attendee_forms(request, order)
    if not all([purchaser.is_valid(), people.is_valid(), sheet.is_valid()]):
        if sheet.has_uploads:
            purchaser, people, sheet = _with_kept_files(request, order, sheet, at)
        return _show_attendees(request, order, purchaser, people, sheet, at, status=422)
    who = purchaser.cleaned_data
    try:
        filled = answering.fill_in(
            order=order,
            purchaser=who,
            attendees=people.attendees(who),
            paper=sheet.paper,
            given=sheet.given(),
            at=at,
        )
        if not _is_theirs(filled, purchaser):
            return _show_attendees(request, order, purchaser, people, sheet, at, status=422)
        hold_again(request, order, at)
    except ValidationError as refusal:
        return choosing.refused(request, order, refusal, at)
    return redirect(reverse("registration:check", args=address(order)))


@require_http_methods(["GET", "HEAD", "POST"])
@order_door
def check(request: HttpRequest, order: Order) -> HttpResponse:
    """All answers once more, the code of conduct, and the button that means it."""
    at = clock.now()
    if not is_being_filled(order):
        return redirect(order)
    if lacks_details(order):
        return redirect(reverse("registration:attendees", args=address(order)))
    form = CheckForm(
        request.POST if request.method == "POST" else None,
        initial={"conduct": order.conduct_accepted_at is not None},
    )
    if not form.is_valid():
        paper = questions.paper_of(order, order.tickets.all())
        told = sheets.tell(paper, order.tickets.all(), sheets.files_of(order))
        context = step_context(order, at) | told | {"form": form}
        context["left_out"] = promo.left_out(request, order, at)
        status = 422 if form.errors else 200
        return render(request, "events/registration/check.html", context, status=status)
    try:
        if hold_again(request, order, at):
            return redirect(reverse("registration:check", args=address(order)))
        services.accept_conduct(order=order, at=at)
        if order.is_free:
            return redirect(services.place(order=order, method=PaymentMethod.FREE, at=at))
    except ValidationError as refusal:
        return choosing.refused(request, order, refusal, at)
    return redirect(reverse("registration:pay", args=address(order)))


@require_POST
@order_door
def extend(request: HttpRequest, order: Order) -> HttpResponse:
    """Hold the places half an hour more, or again, and go back to the page that asked."""
    at = clock.now()
    sent = request.POST.get("next", "")
    page = sent if sent in AFTER_EXTENDING else "order"
    try:
        again = hold_of(order, at).is_over
        services.extend(order=order, at=at)
    except ValidationError as refusal:
        if refusal.code not in {"extended_enough", "not_held"}:
            return choosing.refused(request, order, refusal, at)
        messages.warning(request, refusal.message)
    else:
        messages.success(
            request,
            _("Your places are held again for 30 minutes. All you typed is still here.")
            if again
            else _("Your places are held 30 minutes more."),
        )
    return redirect(reverse(f"registration:{page}", args=address(order)))


def hold_again(request: HttpRequest, order: Order, at: datetime) -> bool:
    """Take the places of a lapsed order again. Whether its total changed, which is then said."""
    if not hold_of(order, at).is_over:
        return False
    before = order.total
    order.refresh_from_db()
    held = services.extend(order=order, at=at)
    if held.total == before:
        return False
    messages.warning(
        request,
        _("Your places are held again, at today's price: the total is now %(total)s.")
        % {"total": show_money(held.total, held.currency, short=True)},
    )
    return True


def step_context(order: Order, at: datetime, step: int = route.CHECK) -> dict[str, Any]:
    """What every step shows beside its own matter."""
    return {
        "route": route.route_of(order.event, order, step),
        "event": order.event,
        "order": order,
        "sums": summary_of(order, order.tickets.all()),
        "hold": hold_of(order, at),
    }


def _attendee_forms(
    request: HttpRequest | None, order: Order, *, with_files: bool = True
) -> tuple[PurchaserForm, AttendeeForms, Sheet]:
    data = request.POST if request else None
    tickets = list(order.tickets.all())
    asks = taxing.asks_buyer(order, tickets)
    purchaser = PurchaserForm(data, order=order, tickets=len(tickets), asks_buyer=asks)
    on_site = order.event.venue_id is not None
    people = AttendeeForms(data, order=order, tickets=tickets, on_site=on_site)
    return purchaser, people, sheets.of_order(request, order, people, with_files=with_files)


def _is_theirs(order: Order, purchaser: PurchaserForm) -> bool:
    """Whether the invitation and the code of an order are the purchaser's; if not, it is said at
    the e-mail."""
    try:
        invitations.check_email(order)
        if order.promo_code:
            codes.check_owner(order.promo_code, order.email)
    except ValidationError as refusal:
        purchaser.add_error("email", refusal)
        return False
    return True


def _with_kept_files(
    request: HttpRequest, order: Order, sheet: Sheet, at: datetime
) -> tuple[PurchaserForm, AttendeeForms, Sheet]:
    """The page once more, with the good files kept: no browser sends them again by itself."""
    answering.answer(order=order, paper=sheet.paper, given=sheet.sound(), at=at)
    purchaser, people, again = _attendee_forms(request, order, with_files=False)
    people.is_valid()
    again.recall(sheet)
    return purchaser, people, again


def _show_attendees(
    request: HttpRequest,
    order: Order,
    purchaser: PurchaserForm,
    people: AttendeeForms,
    sheet: Sheet,
    at: datetime,
    *,
    status: int = 200,
) -> HttpResponse:
    context = step_context(order, at, route.PEOPLE) | {"form": purchaser, "formset": sheet}
    context["left_out"] = promo.left_out(request, order, at)
    return render(request, "events/registration/attendees.html", context, status=status)


def _attendees_held_longer(request: HttpRequest, order: Order, at: datetime) -> HttpResponse:
    """More time was asked for while typing: what is typed stays, whether or not it is complete."""
    try:
        held = services.extend(order=order, at=at)
    except ValidationError as refusal:
        if refusal.code != "extended_enough":
            return choosing.refused(request, order, refusal, at)
        messages.warning(request, refusal.message)
    else:
        order.held_until, order.state, order.total = held.held_until, held.state, held.total
        messages.success(request, _("Your places are held until later. Go on where you were."))
    purchaser, people, sheet = _attendee_forms(None, order)
    for form in (purchaser, *sheet.forms):
        _type_again(form, request.POST)
    return _show_attendees(request, order, purchaser, people, sheet, at)


def _type_again(form: Any, sent: QueryDict) -> None:
    """Fill an unsent form with what was typed, without judging it."""
    for bound in form:
        if not isinstance(bound.field, FileField):
            form.initial[bound.name] = bound.field.widget.value_from_datadict(
                sent, {}, bound.html_name
            )


def next_step(order: Order) -> str:
    """The address where the buyer of a held order left off."""
    if lacks_details(order):
        page = "attendees"
    elif order.conduct_accepted_at is None or order.is_free:
        page = "check"
    else:
        page = "pay"
    return reverse(f"registration:{page}", args=address(order))


def lacks_details(order: Order) -> bool:
    """Whether the page of the attendees still has to be filled in."""
    return not order.name or taxing.lacks_buyer(order, order.tickets.all())


def is_held(order: Order, at: datetime) -> bool:
    """Whether its places are held at `at`."""
    return order.state == OrderState.HELD and not hold_of(order, at).is_over
