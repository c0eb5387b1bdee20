"""How hosting works, what it gives, and the enquiry."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.base import clock, zones
from foundation.base.caching import public_page
from foundation.base.errors import RuleError
from projects import licences
from projects.hosting import conversation, progress, queries, services
from projects.hosting.forms import EnquiryForm, MessageForm
from projects.hosting.models import Criterion, Enquiry, EnquiryState, HostingRules, Service
from projects.hosting.views.doors import keep_private
from projects.models import Project, Stage

UNPROCESSABLE = 422


@public_page(minutes=5)
@require_safe
def hosting(request: HttpRequest) -> HttpResponse:
    """The way from an enquiry to a confirmed project, and what it is measured by."""
    context = {
        "criteria": Criterion.objects.all(),
        "groups": queries.service_groups(Service.objects.all()),
        "rules": HostingRules.objects.current(),
        "reviews": queries.taking_comments(zones.day(clock.now())),
        "pilots": Project.objects.filter(stage=Stage.PILOT).only("name", "slug"),
    }
    return render(request, "projects/hosting/hosting.html", context)


@public_page(minutes=5)
@require_safe
def service_table(request: HttpRequest) -> HttpResponse:
    """What hosted projects are given."""
    groups = queries.service_groups(Service.objects.all())
    return render(request, "projects/hosting/services.html", {"groups": groups})


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
    context = {
        "form": form,
        "licences": licences.COMMON,
        "rules": HostingRules.objects.current(),
    }
    return render(request, "projects/hosting/enquiry.html", context, status=status)


@require_safe
def status(request: HttpRequest, reference: str, secret: str) -> HttpResponse:
    """What became of an enquiry, for whoever has its link."""
    return _page(request, _asked(reference, secret))


@require_POST
def message(request: HttpRequest, reference: str, secret: str) -> HttpResponse:
    """Whoever asked writes to the staff; sent twice it is kept once."""
    asked = _asked(reference, secret)
    form = MessageForm(request.POST)
    if form.is_valid():
        text = form.cleaned_data["text"]
        try:
            services.say(enquiry=asked, text=text, token=form.key, at=clock.now())
        except RuleError as refusal:
            form.add_error(None, refusal)
            form.renew()
        else:
            messages.success(request, _("Sent. Our staff read it."))
            return keep_private(redirect(f"{asked.get_absolute_url()}#conversation"))
    return _page(request, asked, talk=form)


@require_POST
def leave(request: HttpRequest, reference: str, secret: str) -> HttpResponse:
    """The project ends its pilot."""
    asked = _asked(reference, secret)
    if asked.hosted_as is None:
        raise Http404
    try:
        services.leave(project=asked.hosted_as, at=clock.now())
    except RuleError as refusal:
        return _page(request, asked, refusal=refusal.messages[0])
    return keep_private(redirect(asked))


@require_POST
def withdraw(request: HttpRequest, reference: str, secret: str) -> HttpResponse:
    """Whoever asked takes the enquiry back."""
    asked = _asked(reference, secret)
    try:
        services.withdraw(enquiry=asked, at=clock.now())
    except RuleError as refusal:
        return _page(request, asked, refusal=refusal.messages[0])
    return keep_private(redirect(asked))


def _page(
    request: HttpRequest, asked: Enquiry, *, refusal: str = "", talk: MessageForm | None = None
) -> HttpResponse:
    """The page of an enquiry, with what was refused or is to be mended."""
    context = _told(asked) | {"refusal": refusal, "talk": talk or MessageForm()}
    status = UNPROCESSABLE if refusal or talk else 200
    return keep_private(render(request, "projects/hosting/status.html", context, status=status))


def _asked(reference: str, secret: str) -> Enquiry:
    return get_object_or_404(
        Enquiry.objects.select_related("platinum_member", "hosted_as"),
        reference=reference.upper(),
        secret=secret,
    )


def _told(asked: Enquiry) -> dict[str, Any]:
    """The stations of the enquiry: those passed, the one it is at, those to come."""
    project = asked.hosted_as
    review = queries.open_review(project) if project else None
    names: list[str] = progress.STATIONS
    at = {EnquiryState.NEW: 1, EnquiryState.IN_CONVERSATION: 2}
    current = at.get(EnquiryState(asked.state)) or progress.current(project, review)
    if not current:
        ended = project.get_stage_display() if project else asked.get_state_display()
        names = ["Sent", *(["In conversation", "Pilot"] if project else []), ended]
        current = len(names)
    review_by = queries.review_by(project) if project else None
    rules = HostingRules.objects.current()
    return {
        "enquiry": asked,
        "steps": names,
        "current": current,
        "is_open": bool(services.NEXT.get(asked.state)),
        "rules": rules,
        "answer_by": zones.day(asked.created_at) + timedelta(days=rules.answer_days),
        "review": review,
        "review_by": review_by,
        "is_late": review_by is not None and review_by < zones.day(clock.now()),
        # The stations of a project are told in its journey.
        "turns": [turn for turn in conversation.turns(asked) if not (project and turn.title)],
        "journey": _journey(asked, project, review_by) if project else [],
    }


def _journey(asked: Enquiry, project: Project, review_by: date | None) -> list[progress.Event]:
    """What happened to the project, and what comes, with decisions that are not public too."""
    return progress.journey(
        project,
        enquiry=asked,
        reviews=list(project.reviews.all()),
        decisions=list(project.board_decisions.order_by("decided_on")),
        review_by=review_by,
        day=zones.day(clock.now()),
    )
