"""A visa letter, for the holder of a ticket; and the page that says how to get one."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from events.letters import days, papers, queries
from events.letters.forms import VisaForm
from events.letters.models import LetterRules, LetterState, VisaLetter
from events.letters.services import visa as services
from events.models import Event
from events.registration.models import OrderState, Ticket
from events.registration.views.doors import ticket_door
from events.registration.views.holders import file
from foundation.base import clock
from foundation.base.caching import public_page


@public_page(minutes=1)
@require_safe
def how(request: HttpRequest, slug: str) -> HttpResponse:
    """Who gets a letter, until when, and where it is asked for."""
    event = get_object_or_404(Event.objects.public().select_related("venue"), slug=slug)
    rules = queries.rules_of(event)
    if rules is None:
        raise Http404
    context = {"event": event, "rules": rules, "is_open": rules.is_open(clock.now())}
    return render(request, "events/letters/how.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@ticket_door
def visa(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    """Ask for the letter, change what was sent, see what became of it, take it along."""
    event, at = ticket.order.event, clock.now()
    rules = queries.rules_of(event)
    if rules is None:
        raise Http404
    letter = queries.letter_of(ticket)
    sent = request.POST if request.method == "POST" else None
    form = VisaForm(sent, event=event, name=ticket.attendee_name, letter=letter)
    status = 422 if form.errors else 200
    if form.is_valid():
        try:
            asked = services.request(ticket=ticket, details=form.cleaned_data, at=at)
        except ValidationError as refusal:
            form.add_error(None, refusal)
            status = 409
        else:
            messages.success(request, _said(asked))
            return redirect(asked)
    context = _context(ticket, rules, letter) | {"form": form}
    return render(request, "events/letters/visa.html", context, status=status)


def _said(letter: VisaLetter) -> str:
    if letter.version > 1:
        return _("Your changes are kept.")
    return _("We have your request. A mail to %(email)s says so too.") % {
        "email": letter.ticket.attendee_email
    }


def _context(ticket: Ticket, rules: LetterRules, letter: VisaLetter | None) -> dict[str, Any]:
    event, at = ticket.order.event, clock.now()
    is_paid = ticket.order.state == OrderState.PAID and ticket.cancelled_at is None
    may_ask = is_paid and ticket.is_assigned and rules.is_open(at)
    return {
        "ticket": ticket,
        "order": ticket.order,
        "event": event,
        "rules": rules,
        "letter": letter,
        "traveller": queries.traveller_of(letter),
        "standing": queries.standing(letter, at) if letter else "",
        "due_on": days.last_day(letter.due_at, event.zone) if letter else None,
        "is_late": letter is not None and letter.due_at <= at,
        "is_paid": is_paid,
        "is_too_late": is_paid
        and not rules.is_open(at)
        and (letter is None or letter.state == LetterState.REFUSED),
        "may_ask": may_ask and not (letter and letter.state == LetterState.ISSUED),
        "back": ticket.get_absolute_url(),
    }


@require_safe
@ticket_door
def letter_pdf(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    """The letter to print, while it is worth something."""
    letter = queries.letter_of(ticket)
    paper = getattr(letter, "paper", None)
    if letter is None or paper is None:
        raise Http404
    if queries.standing(letter, clock.now()) is not queries.Standing.VALID:
        raise Http404
    return file(papers.letter_pdf(paper.printed), f"{letter.number}.pdf", "application/pdf")
