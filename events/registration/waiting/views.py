"""Waiting for a place: joining in one field, where one stands, taking the offer, leaving."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from events.models import Event
from events.registration.views import promo
from events.registration.views.doors import keep_private
from events.registration.waiting import queries, services
from events.registration.waiting.forms import JoinForm
from events.registration.waiting.models import Entry
from foundation.base import clock

# Refusals of the address that was typed.
OF_SOMEBODY_ELSE = {"invitation_other_email", "code_of_another"}


def _event(slug: str) -> Event:
    return get_object_or_404(Event.objects.public().select_related("venue"), slug=slug)


def _entry(slug: str, secret: str) -> Entry:
    entry = queries.entry_for(slug, secret)
    if entry is None:
        raise Http404
    return entry


@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, slug: str) -> HttpResponse:
    """The field, `?ticket=` chosen before; or the way to the tickets where nothing is sold out."""
    at = clock.now()
    event = _event(slug)
    claimed = promo.of(request, event, None, None, at)
    offer = queries.offer(event, at, claimed.claim)
    choices = queries.sold_out(offer)
    sent = request.POST if request.method == "POST" else None
    form = JoinForm(sent, choices=choices, initial=_asked(request, choices))
    status = 200
    if choices and form.is_valid():
        try:
            services.join(
                ticket_type=form.wanted,
                email=form.cleaned_data["email"],
                at=at,
                claim=claimed.claim,
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
            status = 422 if refusal.code in OF_SOMEBODY_ELSE else 409
        else:
            return keep_private(redirect("waiting:joined", slug))
    elif form.errors:
        status = 422 if choices else 409
        if told := claimed.refusal or claimed.uninvited:
            form.add_error(None, told)
    context = {"event": event, "offer": offer, "choices": choices, "form": form}
    page = render(request, "events/registration/waiting/join.html", context, status=status)
    return keep_private(page)


def _asked(request: HttpRequest, choices: list[Any]) -> dict[str, str]:
    asked = request.GET.get("ticket", "")
    return {"ticket": asked} if asked in {str(c.now.pk) for c in choices} else {}


@require_safe
def joined(request: HttpRequest, slug: str) -> HttpResponse:
    """What happens next; the same for who stood in line already."""
    context = {"event": _event(slug)}
    return keep_private(render(request, "events/registration/waiting/joined.html", context))


@require_safe
def entry(request: HttpRequest, slug: str, secret: str) -> HttpResponse:
    """Where somebody stands, or what they are offered."""
    found = _entry(slug, secret)
    context = {
        "event": found.line.stock.event,
        "entry": found,
        "position": queries.position(found),
        "is_over": found.offer_until is not None and found.offer_until <= clock.now(),
    }
    return keep_private(render(request, "events/registration/waiting/entry.html", context))


@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, slug: str, secret: str) -> HttpResponse:
    """A link in a mail may be opened by a program: only the button leaves."""
    found = _entry(slug, secret)
    if request.method == "POST" or not found.is_live:
        services.leave(entry=found, at=clock.now())
        return keep_private(redirect(found))
    context = {"event": found.line.stock.event, "entry": found}
    return keep_private(render(request, "events/registration/waiting/leave.html", context))
