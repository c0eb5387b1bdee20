"""Travel support: how it works, the application behind its link, and the answer to a grant."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events.letters import queries
from events.letters.forms import ApplicationForm, BeginForm
from events.letters.models import SupportRules, TravelApplication, TravelState
from events.letters.services import travel as services
from events.models import Event
from events.registration.views.doors import keep_private
from foundation.base import clock
from foundation.base.errors import RuleError

STEPS = ("Address", "Application", "Decision", "Your answer")
AT_STEP = {
    TravelState.DRAFT: 2,
    TravelState.SUBMITTED: 3,
    TravelState.WAITLISTED: 3,
    TravelState.DECLINED: 3,
}


def _event(slug: str) -> tuple[Event, SupportRules]:
    event = get_object_or_404(Event.objects.public().select_related("venue"), slug=slug)
    rules = queries.support_of(event)
    if rules is None:
        raise Http404
    return event, rules


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, slug: str) -> HttpResponse:
    """Who may apply for what until when; the address, to which the link is mailed."""
    event, rules = _event(slug)
    at = clock.now()
    form = BeginForm(request.POST if request.method == "POST" else None)
    status = 422 if form.errors else 200
    if form.is_valid():
        given = form.cleaned_data
        try:
            services.begin(event=event, name=given["name"], email=given["email"], at=at)
        except RuleError as refusal:
            form.add_error(None, refusal)
            status = 409
        else:
            return redirect("letters:sent", slug)
    context = {
        "event": event,
        "rules": rules,
        "form": form,
        "is_open": rules.is_open(at),
        "opens_later": rules.open_from is not None and at < rules.open_from,
    }
    return keep_private(render(request, "events/letters/travel.html", context, status=status))


@require_safe
def sent(request: HttpRequest, slug: str) -> HttpResponse:
    """The link is on its way; the page is the same for every address."""
    event, rules = _event(slug)
    context = {"event": event, "rules": rules, "steps": STEPS}
    return keep_private(render(request, "events/letters/travel_sent.html", context))


@require_http_methods(["GET", "HEAD", "POST"])
def application(request: HttpRequest, slug: str, secret: str) -> HttpResponse:
    """A draft is filled in; what was sent is shown with what became of it."""
    row = _application(slug, secret)
    at = clock.now()
    rules = queries.support_of(row.event)
    is_sent = row.state == TravelState.SUBMITTED
    send = request.method == "POST" and (is_sent or request.POST.get("do") != "save")
    form = ApplicationForm(
        request.POST if request.method == "POST" else None,
        application=row,
        is_draft=request.method == "POST" and not send,
    )
    status = 422 if form.errors else 200
    if form.is_valid():
        try:
            row = services.save(application=row, answers=form.answers(), at=at, send=send)
        except ValidationError as refusal:
            form.add_error(None, refusal)
            status = 409 if refusal.code != "incomplete" else 422
        else:
            messages.success(request, _kept(row, was_sent=is_sent))
            return keep_private(redirect(row))
    is_draft = row.state == TravelState.DRAFT
    editable = is_draft or (is_sent and not row.scores.exists())
    context = _context(row, rules) | {
        "form": form,
        "may_edit": editable and rules is not None and rules.is_open(at),
    }
    return keep_private(render(request, "events/letters/application.html", context, status=status))


def _kept(row: TravelApplication, *, was_sent: bool) -> str:
    if row.state == TravelState.DRAFT:
        return _("Your draft is kept. The link in your mail leads back to it.")
    return _("Your changes are kept.") if was_sent else _("We have your application.")


def _context(row: TravelApplication, rules: SupportRules | None) -> dict[str, Any]:
    at = clock.now()
    return {
        "application": row,
        "event": row.event,
        "rules": rules,
        "steps": STEPS,
        "current": AT_STEP.get(TravelState(row.state), 4),
        "may_answer": row.state == TravelState.GRANTED
        and row.answer_until is not None
        and at < row.answer_until,
    }


@require_POST
def answer(request: HttpRequest, slug: str, secret: str) -> HttpResponse:
    """The applicant takes the grant, or turns it down."""
    row = _application(slug, secret)
    wish = request.POST.get("answer")
    if wish not in {"accept", "decline"}:
        messages.warning(request, _("Choose one of the two buttons."))
        return keep_private(redirect(row))
    try:
        services.answer(application=row, accepts=wish == "accept", at=clock.now())
    except RuleError as refusal:
        messages.warning(request, refusal.messages[0])
    return keep_private(redirect(row))


def _application(slug: str, secret: str) -> TravelApplication:
    """The application behind a link. The secret is looked up by its index, 128 random bits."""
    rows = TravelApplication.objects.select_related("event__venue", "code")
    return get_object_or_404(rows, event__slug=slug, secret=secret)
