"""The page behind the link of an invitation."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from foundation.base import clock
from foundation.base.errors import RuleError
from members.accounts.adapter import WAY_BACK, verified_emails
from members.representation import services
from members.representation.forms import AcceptForm
from members.representation.models import Invitation, InvitationState


@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Accept, when logged in with the invited address, or decline; an answered one says so (410)."""
    response = _invitation(request, secret)
    response["Cache-Control"] = "no-store, private"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _invitation(request: HttpRequest, secret: str) -> HttpResponse:
    rows = Invitation.objects.select_related("organization", "invited_by", "hands_over")
    asked = get_object_or_404(rows, secret=secret)
    if asked.state(clock.now()) is not InvitationState.SENT:
        return _closed(request, asked)
    form = AcceptForm(initial={"name": asked.name})
    if request.method == "POST" and request.POST.get("do") == "decline":
        return _decline(request, asked)
    if request.method == "POST":
        form = AcceptForm(request.POST)
        if form.is_valid() and request.user.is_authenticated:
            try:
                services.accept(
                    invitation=asked,
                    by=request.user,
                    at=clock.now(),
                    name=form.cleaned_data["name"],
                )
            except RuleError as refusal:
                form.add_error(None, refusal)
            else:
                messages.success(
                    request, _("Welcome. You represent %s now.") % asked.organization.name
                )
                return redirect("pages:mine")
    # Who makes an account now comes back here once their address is verified.
    if request.session.get(WAY_BACK) != request.path:
        request.session[WAY_BACK] = request.path
    status = 422 if form.errors or request.method == "POST" else 200
    return render(request, "members/representation/invitation.html", {
        **_seen(request, asked), "form": form,
    }, status=status)  # fmt: skip


def _decline(request: HttpRequest, asked: Invitation) -> HttpResponse:
    try:
        asked = services.decline(invitation=asked, at=clock.now())
    except RuleError:
        asked.refresh_from_db()
    return _closed(request, asked, status=200 if asked.declined_at else 410)


def _closed(request: HttpRequest, asked: Invitation, status: int = 410) -> HttpResponse:
    context = _seen(request, asked) | {"state": asked.state(clock.now())}
    return render(request, "members/representation/closed.html", context, status=status)


def _seen(request: HttpRequest, asked: Invitation) -> dict[str, Any]:
    known = request.user.is_authenticated
    return {
        "invitation": asked,
        "organization": asked.organization,
        "is_theirs": known and asked.email in verified_emails(request.user),
    }
