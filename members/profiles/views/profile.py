"""The draft of a profile: written, looked at as it would be, submitted."""

from copy import copy

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.base import clock, zones
from foundation.base.errors import RuleError
from members.models import Organization
from members.profiles import differences, queries, services
from members.profiles.forms import ProfileForm
from members.profiles.models import ProfileDraft, values_of
from members.profiles.pictures import picture
from members.profiles.queries import Seat
from members.profiles.views.doors import editors, people_only, show


@require_http_methods(["GET", "HEAD", "POST"])
@people_only(editors)
def profile(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Write the draft; with "submit" it goes to the staff at once, else to its preview."""
    organization = seat.organization
    draft = queries.open_draft(organization)
    initial = values_of(organization) | (draft.proposed if draft else {})
    initial["removes_logo"] = bool(draft and draft.removes_logo)
    has_logo = bool(organization.logo or (draft and draft.logo_kind))
    form = ProfileForm(
        request.POST if request.method == "POST" else None,
        request.FILES or None,
        initial=initial,
        has_logo=has_logo,
    )
    if form.is_valid():
        services.write(
            organization=organization,
            values=form.values(),
            logo=form.cleaned_data["logo_file"],
            removes_logo=form.cleaned_data.get("removes_logo", False),
            at=clock.now(),
            by=request.user,  # type: ignore[arg-type]
        )
        return redirect("profiles:preview", organization.slug)
    status = 422 if form.errors else 200
    return show(request, "profile", seat, {"form": form, "draft": draft}, status)


@require_http_methods(["GET", "HEAD", "POST"])
@people_only(editors)
def preview(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The public page as it would be, above what changes; "submit" sends it to the staff."""
    draft = _draft(seat)
    refusal = ""
    if request.method == "POST":
        try:
            services.submit(draft=draft, at=clock.now(), by=request.user)  # type: ignore[arg-type]
        except RuleError as refused:
            refusal = refused.messages[0]
        else:
            messages.success(request, _("Submitted. You get a mail when it was looked at."))
            return redirect("profiles:profile", seat.organization.slug)
    return show(request, "preview", seat, {
        "draft": draft,
        "would_be": would_be(draft),
        "changes": differences.of(draft),
        "membership": queries.membership(seat.organization, zones.day(clock.now())),
        "refusal": refusal,
    }, 422 if refusal else 200)  # fmt: skip


@require_POST
@people_only(editors)
def discard(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Throw the draft away."""
    try:
        services.discard(draft=_draft(seat), at=clock.now(), by=request.user)  # type: ignore[arg-type]
    except RuleError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, _("The draft is discarded. The page stays as it is."))
    return redirect("profiles:profile", seat.organization.slug)


@require_safe
@people_only(editors)
def logo(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The new logo of the draft."""
    return picture(_draft(seat))


def would_be(draft: ProfileDraft) -> Organization:
    """The organisation as the draft wants it, not saved."""
    row = copy(draft.organization)
    for name, value in draft.proposed.items():
        setattr(row, name, value)
    return row


def _draft(seat: Seat) -> ProfileDraft:
    draft = queries.open_draft(seat.organization)
    if draft is None:
        raise Http404
    draft.organization = seat.organization
    return draft
