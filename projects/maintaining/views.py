"""The draft of a project's page: written, looked at as it would be, submitted, taken back."""

from collections.abc import Callable
from copy import copy
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.base import clock, zones
from foundation.base.errors import RuleError
from members.profiles.pictures import picture
from projects.maintaining import differences, queries, services
from projects.maintaining.contents import FOCUS, LINKS, TEXTS, values_of
from projects.maintaining.forms import PageForms
from projects.maintaining.models import PageDraft
from projects.models import LinkKind, Project

type Door = Callable[..., HttpResponse]


def maintainers_only(view: Callable[[HttpRequest, Project], HttpResponse]) -> Door:
    """Give the view the project of the address, for who looks after its page today.

    Strangers log in first; anybody else finds no such page (404). Nothing is kept by caches.
    """

    @login_required
    @wraps(view)
    def opened(request: HttpRequest, slug: str) -> HttpResponse:
        mine = queries.projects_of(request.user, zones.day(clock.now()))
        response = view(request, get_object_or_404(mine, slug=slug))
        response["Cache-Control"] = "no-store, private"
        return response

    return opened


@require_http_methods(["GET", "HEAD", "POST"])
@maintainers_only
def page(request: HttpRequest, project: Project) -> HttpResponse:
    """Write the draft, then look at it."""
    draft = queries.open_draft(project)
    values = values_of(project) | (draft.proposed if draft else {})
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    has_logo = bool(project.logo) or bool(draft and draft.logo_kind)
    form = PageForms(*sent, project=project, values=values, has_logo=has_logo)
    if form.is_valid():
        given = form.texts.cleaned_data
        services.write(
            project=project,
            values=form.values(),
            logo=given["logo_file"],
            removes_logo=given.get("removes_logo", False),
            at=clock.now(),
            by=_user(request),
        )
        return redirect("maintaining:preview", project.slug)
    context = {"project": project, "draft": draft, "page": form}
    return _show(request, "page", context, 422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@maintainers_only
def preview(request: HttpRequest, project: Project) -> HttpResponse:
    """The page as it would be, above what changes; sent, it goes to the staff."""
    draft = _draft(project)
    refusal = ""
    if request.method == "POST":
        try:
            services.submit(draft=draft, at=clock.now(), by=_user(request))
        except RuleError as refused:
            refusal = refused.messages[0]
        else:
            messages.success(request, _("Submitted. You get a mail when it was looked at."))
            return redirect("maintaining:page", project.slug)
    context = {
        "project": project,
        "draft": draft,
        "would_be": _would_be(draft),
        "focus": _now(draft, FOCUS),
        "links": _links(draft),
        "changes": differences.of(draft),
        "refusal": refusal,
    }
    return _show(request, "preview", context, 422 if refusal else 200)


@require_safe
@maintainers_only
def logo(request: HttpRequest, project: Project) -> HttpResponse:
    """The new logo of the draft; 404 where it has none."""
    return picture(_draft(project))


@require_POST
@maintainers_only
def withdraw(request: HttpRequest, project: Project) -> HttpResponse:
    """Take the draft back from the staff."""
    try:
        services.withdraw(draft=_draft(project))
    except RuleError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, _("The draft is yours again."))
    return redirect("maintaining:page", project.slug)


@require_POST
@maintainers_only
def discard(request: HttpRequest, project: Project) -> HttpResponse:
    """Throw the draft away."""
    try:
        services.discard(draft=_draft(project), at=clock.now(), by=_user(request))
    except RuleError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, _("The draft is discarded. The page stays as it is."))
    return redirect("maintaining:page", project.slug)


def _draft(project: Project) -> PageDraft:
    draft = queries.open_draft(project)
    if draft is None:
        raise Http404
    return draft


def _would_be(draft: PageDraft) -> Project:
    """The project as the draft wants it, not saved."""
    row = copy(draft.project)
    for name in TEXTS:
        setattr(row, name, draft.proposed.get(name, getattr(row, name)))
    return row


def _now(draft: PageDraft, name: str) -> Any:
    """A part of the page as the draft wants it."""
    return draft.proposed[name] if name in draft.proposed else values_of(draft.project)[name]


def _links(draft: PageDraft) -> list[tuple[str, str]]:
    """Words and address of each link as the draft wants them."""
    rows = _now(draft, LINKS)
    return [(label or str(LinkKind(kind).label), url) for kind, url, label in rows]


def _show(request: HttpRequest, name: str, context: dict[str, Any], status: int) -> HttpResponse:
    return render(request, f"projects/maintaining/{name}.html", context, status=status)


def _user(request: HttpRequest) -> Any:
    return request.user
