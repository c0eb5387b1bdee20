"""Hosting: how it works, what it gives, and the enquiry."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.base import clock, zones
from foundation.base.caching import public_page
from foundation.base.errors import RuleError
from projects import licences
from projects.hosting import queries, services
from projects.hosting.forms import EnquiryForm
from projects.hosting.models import Criterion, Enquiry, EnquiryState, Service
from projects.models import Project, Stage

UNPROCESSABLE = 422


@public_page(minutes=5)
@require_safe
def hosting(request: HttpRequest) -> HttpResponse:
    """The way from an enquiry to a confirmed project, and what it is measured by."""
    context = {
        "criteria": Criterion.objects.all(),
        "groups": queries.service_groups(Service.objects.all()),
        "pilots": Project.objects.filter(stage=Stage.PILOT).only("name", "slug"),
    }
    return render(request, "projects/hosting/hosting.html", context)


@public_page(minutes=5)
@require_safe
def service_table(request: HttpRequest) -> HttpResponse:
    """What hosted projects are given."""
    groups = queries.service_groups(Service.objects.all())
    return render(request, "projects/hosting/services.html", {"groups": groups})


@public_page(minutes=5)
@require_safe
def funding(request: HttpRequest) -> HttpResponse:
    """Directed funding: one fund per project, and who decides what (domain 5)."""
    members = queries.platinum_members(clock.now()).only("name", "slug")
    return render(request, "projects/hosting/funding.html", {"members": members})


# No shared copies; but the reader's own stays, so that going back shows the form that was sent,
# with its stamp, and sending it again stores nothing.
@cache_control(private=True, no_cache=True)
@require_http_methods(["GET", "HEAD", "POST"])
def enquiry(request: HttpRequest) -> HttpResponse:
    """The form; once sent it leads to the page of the enquiry, however often it is sent."""
    at = clock.now()
    members = queries.platinum_members(at).only("name")
    sent = request.POST if request.method == "POST" else None
    form = EnquiryForm(sent, platinum_members=members)
    if form.is_valid():
        try:
            asked = services.enquire(token=form.key, at=at, **form.answers())
        except RuleError as refusal:
            form.add_error(None, refusal)
            form.renew()
        else:
            return redirect(asked)
    status = UNPROCESSABLE if form.errors else 200
    context = {"form": form, "licences": licences.COMMON}
    return render(request, "projects/hosting/enquiry.html", context, status=status)


@require_safe
def status(request: HttpRequest, reference: str, secret: str) -> HttpResponse:
    """What became of an enquiry, for whoever has its link."""
    asked = _asked(reference, secret)
    return _private(render(request, "projects/hosting/status.html", _told(asked)))


@require_POST
def withdraw(request: HttpRequest, reference: str, secret: str) -> HttpResponse:
    """Whoever asked takes the enquiry back."""
    asked = _asked(reference, secret)
    try:
        services.withdraw(enquiry=asked, at=clock.now())
    except RuleError as refusal:
        context = _told(asked) | {"refusal": refusal.messages[0]}
        return _private(
            render(request, "projects/hosting/status.html", context, status=UNPROCESSABLE)
        )
    return _private(redirect(asked))


def _asked(reference: str, secret: str) -> Enquiry:
    return get_object_or_404(
        Enquiry.objects.select_related("platinum_member", "hosted_as"),
        reference=reference.upper(),
        secret=secret,
    )


def _told(asked: Enquiry) -> dict[str, Any]:
    """The stations of the enquiry: those passed, the one it is at, those to come."""
    names = ["Sent", "In conversation", "Pilot", "Confirmed"]
    current = {
        EnquiryState.NEW: 1,
        EnquiryState.IN_CONVERSATION: 2,
        EnquiryState.PILOT: 3,
    }.get(EnquiryState(asked.state), 0)
    if asked.hosted_as and asked.hosted_as.stage == Stage.CONFIRMED:
        current = 4
    if not current:
        names, current = ["Sent", asked.get_state_display()], 2
    return {
        "enquiry": asked,
        "steps": names,
        "current": current,
        "is_open": bool(services.NEXT.get(asked.state)),
        "answer_by": zones.day(asked.created_at) + services.ANSWER_WITHIN,
        "review_by": services.review_by(asked.hosted_as) if asked.hosted_as else None,
    }


def _private(response: HttpResponse) -> HttpResponse:
    """Keep a page whose address is a secret out of caches, indexes and other sites' logs.

    "same-origin" and not "no-referrer", which would take the form's own Origin away.
    """
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "same-origin"
    return response
