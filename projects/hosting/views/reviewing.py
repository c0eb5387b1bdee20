"""The review behind its link: the project writes, hands in, takes back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.base import clock, zones
from foundation.base.errors import RuleError
from members.accounts.adapter import verified_emails
from projects.hosting import queries, services
from projects.hosting.forms import EvidenceForm
from projects.hosting.models import Review, ReviewState
from projects.hosting.views.doors import door, keep_private

UNPROCESSABLE = 422
STATIONS = ["Write", "Handed in", "In public", "Decision"]
AT = {ReviewState.WRITING: 1, ReviewState.SENT: 2, ReviewState.PUBLIC: 3}


@require_http_methods(["GET", "HEAD", "POST"])
@door
def review(request: HttpRequest, row: Review) -> HttpResponse:
    """What is written; sent, it is kept, and handed in if that button was pressed."""
    findings = list(row.findings.select_related("criterion"))
    form = EvidenceForm(request.POST if request.method == "POST" else None, findings=findings)
    if form.is_valid():
        try:
            services.write(review=row, evidence=form.evidence(), at=clock.now())
            if "hand_in" in request.POST:
                services.hand_in(review=row, at=clock.now())
        except RuleError as refusal:
            if refusal.code == "incomplete":
                form.ask_for_the_empty()
            else:
                form.add_error(None, refusal)
            row.refresh_from_db()
        else:
            messages.success(request, _said(request))
            return redirect(row)
    review_by = queries.review_by(row.project)
    context = {
        "review": row,
        "project": row.project,
        "findings": findings,
        "form": form,
        "decision": row.decisions.first(),
        "review_by": review_by,
        "is_late": review_by is not None and review_by < zones.day(clock.now()),
        "stations": STATIONS,
        "current": AT.get(ReviewState(row.state), 4),
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "projects/hosting/review.html", context, status=status)


def _said(request: HttpRequest) -> str:
    if "hand_in" in request.POST:
        return _("Thank you. Our staff have it.")
    return _("Saved. Hand it in when it is whole.")


@require_POST
@door
def withdraw(request: HttpRequest, row: Review) -> HttpResponse:
    """The project takes the review back."""
    try:
        services.withdraw_review(review=row, at=clock.now())
    except RuleError as refusal:
        messages.warning(request, refusal.messages[0])
    return redirect(row)


@require_safe
@login_required
def own(request: HttpRequest, reference: str) -> HttpResponse:
    """The way to the review for whoever is logged in with the address it was sent to."""
    found = queries.of_contact(reference, verified_emails(request.user))
    if found is None:
        raise Http404
    return keep_private(redirect(found))
