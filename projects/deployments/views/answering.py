"""The steps of an answer. The server keeps what was typed; steps can be taken in any order."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.base import clock
from foundation.base.errors import RuleError
from projects.deployments import steps
from projects.deployments.forms import OrganizationForm, ProjectsForm, SharingForm, formset
from projects.deployments.models import Answer, Round
from projects.deployments.services import beginning, filling, locking
from projects.deployments.steps import BY_SLUG, STEPS, Step
from projects.deployments.views.doors import (
    UNPROCESSABLE,
    door,
    stations,
    url_of,
)
from projects.models import Project


@require_safe
@door
def answer(request: HttpRequest, row: Answer) -> HttpResponse:
    """The page of whoever answers: how far it is, until when, and what can be done."""
    at = clock.now()
    now_open = Round.objects.open_at(at).first()
    context = {
        "answer": row,
        "is_open": row.may_change(at),
        "parts": [(step.name, url_of(row, step), step.is_done(row)) for step in STEPS[:-1]],
        "lacking": steps.missing(row),
        "untold": steps.untold(row) if row.is_sent else [],
        "check": url_of(row, BY_SLUG["check"]),
        "now_open": now_open if now_open and now_open.year > row.round.year else None,
    }
    return render(request, "projects/deployments/answer.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@door
def organization(request: HttpRequest, row: Answer) -> HttpResponse:
    """Who answers, for whom."""
    form = OrganizationForm(_sent(request), answer=row)

    def save() -> None:
        given = form.cleaned_data
        filling.save_organization(
            answer=row,
            organization=given["organization"],
            industry=given["industry"],
            name=given["name"],
            at=clock.now(),
        )

    return _step(request, row, BY_SLUG["organization"], form, save)


@require_http_methods(["GET", "HEAD", "POST"])
@door
def projects(request: HttpRequest, row: Answer) -> HttpResponse:
    """What it is about."""
    form = ProjectsForm(_sent(request), answer=row)

    def save() -> None:
        chosen = form.cleaned_data["projects"]
        filling.save_projects(answer=row, projects=chosen, at=clock.now())

    return _step(request, row, BY_SLUG["projects"], form, save)


@require_http_methods(["GET", "HEAD", "POST"])
@door
def sharing(request: HttpRequest, row: Answer) -> HttpResponse:
    """Whether the organisation may be named."""
    form = SharingForm(_sent(request), answer=row)

    def save() -> None:
        filling.save_sharing(answer=row, is_public=form.is_public, at=clock.now())

    return _step(request, row, BY_SLUG["sharing"], form, save)


@require_safe
@door
def details(request: HttpRequest, row: Answer) -> HttpResponse:
    """The chosen projects, each with what was told of it."""
    locking.check_open(row.round, clock.now())
    context = _frame(row, BY_SLUG["details"]) | {"told": told(row)}
    return render(request, "projects/deployments/details.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@door
def project(request: HttpRequest, row: Answer, project: str) -> HttpResponse:
    """How one project is run."""
    locking.check_open(row.round, clock.now())
    about = get_object_or_404(row.projects, slug=project)
    sent = _sent(request)
    lines = formset(sent, answer=row, project=about, more="more" in request.GET)
    if sent is not None and lines.is_valid():
        try:
            filling.save_deployments(answer=row, project=about, rows=lines.rows(), at=clock.now())
        except RuleError as refusal:
            if refusal.code in {"gone", "closed"}:
                raise
            lines.non_form_errors().extend(refusal.messages)
        else:
            return redirect(_after_project(request, row, about))
    failed = sent is not None
    context = _frame(row, BY_SLUG["details"]) | {"project": about, "formset": lines}
    status = UNPROCESSABLE if failed else 200
    return render(request, "projects/deployments/project.html", context, status=status)


def _after_project(request: HttpRequest, row: Answer, about: Project) -> str:
    if request.POST.get("do") == "more":
        here = reverse("deployments:project", args=[row.reference, row.secret, about.slug])
        return f"{here}?more=1"
    return onward(row, BY_SLUG["details"])


@require_http_methods(["GET", "HEAD", "POST"])
@door
def check(request: HttpRequest, row: Answer) -> HttpResponse:
    """Everything that was told, each part with the way back to it; then it is sent."""
    at = clock.now()
    refused: list[str] = []
    if request.method == "POST":
        try:
            filling.send(answer=row, at=at)
        except RuleError as refusal:
            if refusal.code in {"gone", "closed"}:
                raise
            refused = refusal.messages
        else:
            return redirect(row)
    locking.check_open(row.round, at)
    context = _frame(row, BY_SLUG["check"]) | {
        "told": told(row),
        "missing": [(step.name, url_of(row, step)) for step in steps.missing(row)],
        "edit": {step.slug: url_of(row, step) for step in STEPS},
        "refused": refused,
    }
    status = UNPROCESSABLE if refused else 200
    return render(request, "projects/deployments/check.html", context, status=status)


@require_POST
@door
def withdraw(request: HttpRequest, row: Answer) -> HttpResponse:
    """Erase the answer."""
    filling.withdraw(answer=row)
    return render(request, "projects/deployments/withdrawn.html", {"round": row.round})


@require_POST
@door
def again(request: HttpRequest, row: Answer) -> HttpResponse:
    """Answer this year's round with what was told in an earlier one."""
    at = clock.now()
    asked = Round.objects.open_at(at).first()
    if asked is None:
        raise Http404
    try:
        new = beginning.again(answer=row, asked=asked, at=at)
    except RuleError as refusal:
        messages.warning(request, refusal.messages[0])
        return redirect(row)
    return redirect(url_of(new, BY_SLUG["organization"]))


def told(row: Answer) -> list[tuple[Project, list[Any], str]]:
    """The chosen projects with their deployments and the page of each. Two queries."""
    rows = list(row.deployments.select_related("bracket"))
    return [
        (
            each,
            [one for one in rows if one.project_id == each.pk],
            reverse("deployments:project", args=[row.reference, row.secret, each.slug]),
        )
        for each in row.projects.order_by("position", "name")
    ]


def onward(row: Answer, step: Step) -> str:
    """Where to go after `step`: the next one; among details, the next project of which nothing is
    told; from what was sent, back to its page."""
    if step.slug in {"projects", "details"}:
        untold = steps.untold(row)
        if untold:
            args = [row.reference, row.secret, untold[0].slug]
            return reverse("deployments:project", args=args)
        step = BY_SLUG["details"]
    if row.is_sent:
        return row.get_absolute_url()
    return url_of(row, STEPS[STEPS.index(step) + 1])


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _frame(row: Answer, step: Step) -> dict[str, Any]:
    """What every page of the form shows."""
    return {
        "answer": row,
        "step": step,
        "stations": stations(row),
        "current": STEPS.index(step) + 1,
        "back": _before(row, step),
    }


def _before(row: Answer, step: Step) -> str:
    """The page of the step before; before the first one, that of the answer."""
    place = STEPS.index(step)
    return url_of(row, STEPS[place - 1]) if place else row.get_absolute_url()


def _step(request: HttpRequest, row: Answer, step: Step, form: Any, save: Any) -> HttpResponse:
    """A page with one form: what is wrong is said on it, what is right is kept."""
    locking.check_open(row.round, clock.now())
    if form.is_valid():
        try:
            save()
        except RuleError as refusal:
            if refusal.code in {"gone", "closed"}:
                raise
            form.add_error(None, refusal)
        else:
            if row.is_sent:
                messages.success(request, _("Your change is kept."))
            return redirect(onward(row, step))
    status = UNPROCESSABLE if form.errors else 200
    context = _frame(row, step) | {"form": form}
    return render(request, "projects/deployments/step.html", context, status=status)
