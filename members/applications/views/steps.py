"""The steps of the form. The server keeps what was typed; steps can be taken in any order."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from foundation.base import clock, zones
from foundation.base.errors import RuleError
from members.applications import affiliation, queries, steps
from members.applications.forms import FORMS, CheckForm, RecognizeForm
from members.applications.models import AgreementText, Application, State, TextKind
from members.applications.services import filling
from members.applications.steps import Step
from members.applications.views.doors import ELSEWHERE, address, door, url_of

UNPROCESSABLE = 422


def frame(row: Application, step: Step) -> dict[str, Any]:
    """What every page of the form shows: the stations, the tier and its dues, the link."""
    shown = [one for one in steps.STEPS if steps.may_edit(row, one)]
    return {
        "application": row,
        "step": step,
        "stations": [(one.name, url_of(row, one)) for one in shown],
        "current": shown.index(step) + 1,
        "price": queries.price(row.tier, zones.day(clock.now())),
        "year": zones.day(clock.now()).year,
    }


def may_edit_or_refuse(row: Application, step: Step) -> None:
    """Refuse a step that cannot be changed any more: `sent`."""
    if not steps.may_edit(row, step):
        raise RuleError(_("The application was sent: this cannot be changed."), code="sent")


def onward(row: Application, step: Step) -> str:
    """Where to go after `step`; in answering a question, back to the question."""
    if row.state == State.ASKED:
        return row.get_absolute_url()
    return url_of(row, steps.after(step, row))


@require_http_methods(["GET", "HEAD", "POST"])
@door
def step(request: HttpRequest, row: Application, slug: str) -> HttpResponse:
    """One step of the form."""
    here = steps.BY_SLUG.get(slug)
    if here is None or slug not in FORMS:
        raise Http404
    may_edit_or_refuse(row, here)
    at = clock.now()
    sent = request.POST if request.method == "POST" else None
    more = _knows(slug)
    form = FORMS[slug](sent, row=row, **more)
    if form.is_valid():
        try:
            kept = filling.save(application=row, step=here, answers=form.answers(), at=at)
        except ValidationError as refusal:
            if refusal.code in ELSEWHERE:
                raise
            form.add_error(None, refusal)
        else:
            return redirect(_after(request, kept, here))
    status = UNPROCESSABLE if form.errors else 200
    context = frame(row, here) | more | {"form": form, "part": f"members/applications/{slug}.html"}
    return render(request, "members/applications/step.html", context, status=status)


def _knows(slug: str) -> dict[str, Any]:
    """What the form and the page of a step need beside the application."""
    day = zones.day(clock.now())
    if slug == "tier":
        return {"offers": queries.offers(day)}
    if slug == "organization":
        return {"industries": queries.industries()}
    if slug == "agreement":
        kinds = TextKind.values
        return {"texts": {kind: AgreementText.objects.in_force(kind, day) for kind in kinds}}
    return {}


def _after(request: HttpRequest, row: Application, here: Step) -> str:
    if here.slug == "organization" and not here.is_done(row):
        return reverse("applications:register", args=address(row))
    if here.slug == "ownership":
        for rival in affiliation.rivals(row, zones.day(clock.now())):
            messages.warning(request, affiliation.said(row, rival))
    return onward(row, here)


@require_http_methods(["GET", "HEAD", "POST"])
@door
def recognize(request: HttpRequest, row: Application) -> HttpResponse:
    """Whether it is one of the rows of the register whose names are like its own."""
    here = steps.BY_SLUG["organization"]
    may_edit_or_refuse(row, here)
    at = clock.now()
    found = queries.candidates(row.name, zones.day(at)) if row.name else []
    if not found:
        return redirect(url_of(row, here))
    sent = request.POST if request.method == "POST" else None
    form = RecognizeForm(sent, row=row, candidates=found)
    if form.is_valid():
        try:
            kept = filling.recognize(application=row, organization=form.chosen(), at=at)
        except ValidationError as refusal:
            if refusal.code in ELSEWHERE:
                raise
            form.add_error("organization", refusal)
        else:
            return redirect(onward(kept, here))
    status = UNPROCESSABLE if form.errors else 200
    context = frame(row, here) | {"form": form, "part": "members/applications/register.html"}
    return render(request, "members/applications/step.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@door
def check(request: HttpRequest, row: Application) -> HttpResponse:
    """Everything that was answered, each part with the way back to it; then it is sent."""
    here = steps.BY_SLUG["check"]
    if request.method == "POST" and row.is_open:
        return redirect(row)  # a second click, or another tab
    may_edit_or_refuse(row, here)
    at = clock.now()
    form = CheckForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            sent = filling.submit(application=row, dues=form.cleaned_data["dues"], at=at)
        except ValidationError as refusal:
            if refusal.code in ELSEWHERE:
                raise
            form.add_error(None, refusal)
        else:
            return redirect(sent)
    status = UNPROCESSABLE if form.errors else 200
    context = frame(row, here) | {
        "form": form,
        "missing": [(one.name, url_of(row, one)) for one in steps.missing(row)],
        "rivals": [affiliation.said(row, one) for one in affiliation.rivals(row, zones.day(at))],
        "documents": row.documents.defer("content"),
        "edit": {one.slug: url_of(row, one) for one in steps.STEPS},
    }
    return render(request, "members/applications/check.html", context, status=status)
