"""The applicant's own page: how far it is, with dates, and what happens next."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.base import clock
from members.applications import progress, steps
from members.applications.forms import AnswerForm
from members.applications.models import Application, Rules, State
from members.applications.services import filling, reviewing
from members.applications.views.doors import door, url_of

UNPROCESSABLE = 422


def _shown(request: HttpRequest, row: Application, form: AnswerForm, status: int) -> HttpResponse:
    rules = Rules.objects.current()
    lacking = steps.missing(row)
    context = {
        "application": row,
        "stations": progress.stations(row),
        "current": progress.current(row),
        "journey": progress.journey(row, rules),
        "questions": list(row.questions.all()),
        "decision": row.decisions.last(),
        "form": form,
        "parts": [
            (one.name, url_of(row, one), one.state(row))
            for one in steps.STEPS
            if steps.may_edit(row, one) and one.asks_something
        ],
        "lacking": lacking,
        "documents": row.documents.defer("content"),
        "go_on": url_of(row, lacking[0] if lacking else steps.STEPS[-1]),
        "rules": rules,
    }
    return render(request, "members/applications/page.html", context, status=status)


@require_safe
@door
def page(request: HttpRequest, row: Application) -> HttpResponse:
    """Where it stands."""
    return _shown(request, row, AnswerForm(), 200)


@require_http_methods(["GET", "HEAD", "POST"])
@door
def answer(request: HttpRequest, row: Application) -> HttpResponse:
    """The answer to a question of the staff."""
    if request.method != "POST" or row.state != State.ASKED:
        return redirect(row)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _shown(request, row, form, UNPROCESSABLE)
    reviewing.answer(application=row, text=form.cleaned_data["answer"], at=clock.now())
    messages.success(request, _("Thank you. Our staff have your answer."))
    return redirect(row)


@require_POST
@door
def withdraw(request: HttpRequest, row: Application) -> HttpResponse:
    """The applicant takes it back."""
    filling.withdraw(application=row, at=clock.now())
    return redirect(row)


@require_POST
@door
def erase(request: HttpRequest, row: Application) -> HttpResponse:
    """The applicant erases a draft."""
    filling.erase(application=row)
    messages.success(request, _("Your draft is erased, and the link opens nothing any more."))
    return redirect("members:join")
