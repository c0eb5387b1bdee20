"""The page of a group order for its buyer, and the page behind the links it gives out."""

import csv
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from events.groups import services
from events.groups.forms import LinkForm, OfferForm, PeopleForm
from events.groups.models import GroupLink, TicketOffer
from events.groups.plan import TOLD, Plan
from events.registration.forms import AttendeeForm
from events.registration.models import Order, OrderState, Ticket
from events.registration.questions import queries as questions
from events.registration.views import sheets
from events.registration.views.doors import address, keep_private, order_door
from events.registration.views.steps import step_context
from foundation.base import clock
from foundation.base.admin.export import cell


@require_http_methods(["GET", "HEAD", "POST"])
@order_door
def group(request: HttpRequest, order: Order) -> HttpResponse:
    """Who has which ticket, who was asked, and the ways to hand out the rest."""
    if order.state not in {OrderState.PENDING, OrderState.PAID}:
        return redirect(order)
    sent = request.POST if request.method == "POST" else None
    what = sent.get("do", "") if sent else ""
    link = GroupLink.objects.filter(order=order).first()
    forms: dict[str, Any] = {
        "link": LinkForm(
            sent if what == "open" else None, initial={"domain": link.domain if link else ""}
        ),
        "offer": OfferForm(sent if what == "offer" else None),
    }
    refused = None
    if what in ACTIONS:
        form = forms.get({"open": "link", "offer": "offer"}.get(what, ""))
        if form is None or form.is_valid():
            try:
                messages.success(request, ACTIONS[what](request, order, form))
                return redirect(reverse("groups:group", args=address(order)))
            except ValidationError as refusal:
                refused = refusal
                if form is not None:
                    form.add_error(None, refusal)
    return _show(request, order, forms, link, refused)


def _show(
    request: HttpRequest,
    order: Order,
    forms: dict[str, Any],
    link: GroupLink | None,
    refused: ValidationError | None,
) -> HttpResponse:
    at = clock.now()
    tickets = [row for row in order.tickets.all() if row.cancelled_at is None]
    incomplete = set(order.tickets.incomplete(at).values_list("pk", flat=True))
    wrong = next((form for form in forms.values() if form.errors), None)
    status = 409 if refused else 422 if wrong else 200
    context = step_context(order, at) | {
        "tickets": tickets,
        "unnamed": sum(not row.is_assigned for row in tickets),
        "incomplete": incomplete,
        "link": link if link and link.is_open else None,
        "link_form": forms["link"],
        "offer_form": forms["offer"],
        "form": wrong,
        "offers": order.ticket_offers.filter(withdrawn_at=None).select_related("ticket"),
        "site": request.build_absolute_uri("/").rstrip("/"),
    }
    return render(request, "events/groups/group.html", context, status=status)


def _open(request: HttpRequest, order: Order, form: Any) -> str:
    services.open_link(order=order, domain=form.cleaned_data["domain"], at=clock.now())
    return _("The link is open. Send it to those who come.")


def _close(request: HttpRequest, order: Order, form: Any) -> str:
    services.close_link(order=order, at=clock.now())
    return _("The link is closed: it opens nothing any more.")


def _offer(request: HttpRequest, order: Order, form: Any) -> str:
    rows = services.offer(order=order, people=form.cleaned_data["people"], at=clock.now())
    return ngettext("%d person gets a mail.", "%d people get a mail.", len(rows)) % len(rows)


def _take_back(request: HttpRequest, order: Order, form: Any) -> str:
    key = request.POST.get("offer", "")
    if key.isdecimal() and len(key) < 19:
        services.take_back(order=order, offer_id=int(key), at=clock.now())
    return _("The offer is taken back: its link opens nothing any more.")


ACTIONS: dict[str, Callable[[HttpRequest, Order, Any], str]] = {
    "open": _open,
    "close": _close,
    "offer": _offer,
    "take_back": _take_back,
}


@require_http_methods(["GET", "HEAD", "POST"])
@order_door
def people(request: HttpRequest, order: Order) -> HttpResponse:
    """A list of those who come: first what it does to which ticket, then it is done.

    The same list, corrected, is sent again: what is in it and is so already stays.
    """
    if order.state not in {OrderState.PENDING, OrderState.PAID}:
        return redirect(order)
    sent = request.POST if request.method == "POST" else None
    form = PeopleForm(sent, request.FILES or None)
    plan = None
    if form.is_valid():
        try:
            if mark := request.POST.get("confirm"):
                return _named(request, order, form, mark)
            plan = services.plan_for(order, form.cleaned_data["rows"])
        except ValidationError as refusal:
            form.add_error(None, refusal)
            if refusal.code == "seen_other":
                plan = services.plan_for(order, form.cleaned_data["rows"])
    return _show_people(request, order, form, plan)


def _named(request: HttpRequest, order: Order, form: PeopleForm, mark: str) -> HttpResponse:
    rows = form.cleaned_data["rows"]
    count = services.name_all(order=order, people=rows, at=clock.now(), mark=mark)
    text = ngettext("%d ticket is changed.", "%d tickets are changed.", count) % count
    messages.success(request, text)
    return redirect(reverse("groups:group", args=address(order)))


def _show_people(
    request: HttpRequest, order: Order, form: PeopleForm, plan: Plan | None
) -> HttpResponse:
    # What was refused was read without fault: it is what others did, or the tickets there are.
    refused = form.is_bound and "rows" in form.cleaned_data
    status = (409 if refused else 422) if form.errors else 200
    context = step_context(order, clock.now()) | {
        "form": form,
        "plan": plan,
        "text": form.cleaned_data.get("text", "") if form.is_bound else "",
        "unnamed": len(services.unnamed(order)),
        "named": sum(row.is_assigned and row.cancelled_at is None for row in order.tickets.all()),
    }
    return render(request, "events/groups/people.html", context, status=status)


@require_safe
@order_door
def people_csv(request: HttpRequest, order: Order) -> HttpResponse:
    """Who has which ticket now, as a list that can be corrected and sent back."""
    if order.state not in {OrderState.PENDING, OrderState.PAID}:
        return redirect(order)
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="people-{order.code}.csv"'
    # Spreadsheets take a file for UTF-8 by this mark.
    answer.write("\ufeff")
    lines = csv.writer(answer)
    lines.writerow([_("Ticket"), _("Name"), _("E-mail"), _("Organisation"), _("Job title")])
    for row in order.tickets.all():
        if row.cancelled_at is None:
            told = [cell(getattr(row, name), "csv") for name in TOLD]
            lines.writerow([row.position, *told])
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def claim(request: HttpRequest, slug: str, secret: str) -> HttpResponse:
    """Behind a link of a group order: say who you are, and a ticket is yours."""
    return keep_private(_claim(request, slug, secret), was_sent=request.method == "POST")


def _claim(request: HttpRequest, slug: str, secret: str) -> HttpResponse:
    door = _door(slug, secret)
    if door is None:
        raise Http404
    at = clock.now()
    free = services.unnamed(door.order) if services.is_open(door) else []
    live = door.order.state in {OrderState.PENDING, OrderState.PAID}
    context: dict[str, Any] = {"event": door.order.event, "order": door.order, "door": door}
    if not free or not live or door.order.event.is_over(at):
        return render(request, "events/groups/gone.html", context, status=410)
    ticket = free[0]
    ticket.order = door.order
    form, sheet = _forms(request, door, ticket)
    status = 200
    if request.method == "POST":
        status = 422
        if all([form.is_valid(), sheet.is_valid()]):
            try:
                kept = _take(door, ticket, form, sheet)
            except ValidationError as refusal:
                form.add_error(None, refusal)
                status = 409
            else:
                messages.success(request, _("The ticket is yours."))
                return redirect(kept)
    context |= {"ticket": ticket, "form": form, "formset": sheet}
    return render(request, "events/groups/claim.html", context, status=status)


def _door(slug: str, secret: str) -> GroupLink | TicketOffer | None:
    for model in (GroupLink, TicketOffer):
        rows: Any = model._default_manager.select_related("order__event__venue")
        found: GroupLink | TicketOffer | None = rows.filter(
            secret=secret, order__event__slug=slug
        ).first()
        if found is not None:
            return found
    return None


def _forms(
    request: HttpRequest, door: GroupLink | TicketOffer, ticket: Ticket
) -> tuple[AttendeeForm, Any]:
    order = door.order
    sent = request.POST if request.method == "POST" else None
    if isinstance(door, TicketOffer):
        ticket.attendee_name, ticket.attendee_email = door.name, door.email
    form = AttendeeForm(sent, ticket=ticket, on_site=order.event.venue_id is not None)
    paper = questions.paper_of(order, [ticket])
    sheet = sheets.of_ticket(request, ticket, paper, at=clock.now(), for_owner=False)
    return form, sheet


def _take(door: GroupLink | TicketOffer, ticket: Ticket, form: AttendeeForm, sheet: Any) -> Ticket:
    return services.claim(
        door=door,
        ticket=Ticket.objects.select_related("order__event").get(pk=ticket.pk),
        attendee=form.attendee(),
        paper=sheet.paper,
        given=sheet.given(),
        at=clock.now(),
    )
