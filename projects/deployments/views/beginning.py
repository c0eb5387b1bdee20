"""The first page of the survey, for everybody and for those who speak for a member."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST

from foundation.base import clock, zones
from foundation.base.errors import RuleError
from members.accounts.adapter import verified_emails
from members.models import Representative
from projects.deployments.forms import BeginForm
from projects.deployments.models import Answer, Round
from projects.deployments.services import beginning
from projects.deployments.steps import BY_SLUG
from projects.deployments.views.doors import UNPROCESSABLE, keep_private, url_of


# The reader's own copy stays, so that going back shows the form that was sent, with its stamp.
@cache_control(private=True, no_cache=True)
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """What is asked and why; who answers. However often it is sent, it begins one answer."""
    at = clock.now()
    asked = Round.objects.open_at(at).first()
    form = BeginForm(request.POST if request.method == "POST" else None)
    if asked and form.is_valid():
        given = form.cleaned_data
        try:
            row = beginning.begin(
                asked=asked,
                token=form.key,
                organization=given["organization"],
                name=given["name"],
                email=given["email"],
                at=at,
            )
        except RuleError as refusal:
            form.add_error(None, refusal)
            form.renew()
        else:
            return keep_private(redirect(url_of(row, BY_SLUG["organization"])))
    status = UNPROCESSABLE if form.errors else 200
    context = {
        "form": form,
        "round": asked,
        "next": Round.objects.filter(opens_at__gt=at).order_by("opens_at").first(),
        "seats": _seats(request, asked) if asked else [],
    }
    return render(request, "projects/deployments/begin.html", context, status=status)


@require_POST
@login_required
def represent(request: HttpRequest) -> HttpResponse:
    """Open the answer of an organisation that the reader speaks for; begin it where there is none."""
    at = clock.now()
    asked = Round.objects.open_at(at).first()
    sent = request.POST.get("organization", "")
    mine = _speaks_for(request)
    seat = next((row for row in mine if str(row.organization_id) == sent), None)
    if asked is None or seat is None:
        raise Http404
    try:
        row = beginning.begin_for(
            asked=asked, organization=seat.organization, representative=seat, at=at
        )
    except RuleError as refusal:
        messages.warning(request, refusal.messages[0])
        return keep_private(redirect("deployments:begin"))
    step = row if row.is_sent else url_of(row, BY_SLUG["organization"])
    return keep_private(redirect(step))


def _speaks_for(request: HttpRequest) -> list[Representative]:
    """The reader as the representative of organisations, once each. Two queries."""
    if not request.user.is_authenticated:
        return []
    day = zones.day(clock.now())
    rows = Representative.objects.on(day).filter(email__in=verified_emails(request.user))
    found: dict[int, Representative] = {}
    for row in rows.select_related("organization").order_by("organization__name", "pk"):
        found.setdefault(row.organization_id, row)
    return list(found.values())


def _seats(request: HttpRequest, asked: Round) -> list[dict[str, Any]]:
    """The organisations the reader speaks for, each with how far its answer is."""
    mine = _speaks_for(request)
    if not mine:
        return []
    rows = Answer.objects.filter(round=asked).of([row.organization_id for row in mine])
    there = {row.organization_id: row for row in rows}
    return [
        {"organization": row.organization, "answer": there.get(row.organization_id)} for row in mine
    ]
