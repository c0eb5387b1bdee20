"""The people of an organisation: who they are, inviting, handing over, ending."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.base import clock, zones
from foundation.base.errors import RuleError
from members.models import Representative
from members.profiles.forms import EndForm, InviteForm, PersonForm
from members.profiles.queries import Seat
from members.profiles.views.doors import editors, people_only, show
from members.representation import leaving, services
from members.representation import queries as representation
from members.representation.models import Invitation

UNPROCESSABLE = 422


@require_safe
@people_only()
def people(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Who represents it today and who was invited; who looks after the pages can change it."""
    at = clock.now()
    rows = representation.people(seat.organization, zones.day(at))
    for row in rows:
        row.may_be_ended = seat.may_end(row)
    waiting = Invitation.objects.unanswered().filter(organization=seat.organization)
    asked = [(each, each.state(at)) for each in waiting.select_related("invited_by", "hands_over")]
    context = {"rows": rows, "invitations": asked if seat.may_edit else []}
    return show(request, "people", seat, context)


@require_http_methods(["GET", "HEAD", "POST"])
@people_only(editors)
def invite(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Invite somebody: they get a mail with a link."""
    form = InviteForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            asked = services.invite(
                organization=seat.organization,
                **form.cleaned_data,
                at=clock.now(),
                by=_user(request),
            )
        except RuleError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("%s has got a mail with the invitation.") % asked.name)
            return redirect("profiles:people", seat.organization.slug)
    return show(request, "invite", seat, {"form": form}, _status(form))


@require_http_methods(["GET", "HEAD", "POST"])
@people_only()
def hand_over(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    """Name a successor, who takes the role over when they accept."""
    row = _row(seat, pk)
    form = PersonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            asked = services.hand_over(
                representative=row, **form.cleaned_data, at=clock.now(), by=_user(request)
            )
        except RuleError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(
                request, _("%s has got a mail. Until they accept, all stays as it is.") % asked.name
            )
            return redirect("profiles:people", seat.organization.slug)
    return show(request, "hand_over", seat, {"form": form, "row": row}, _status(form))


@require_http_methods(["GET", "HEAD", "POST"])
@people_only()
def end(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    """What remains open, then the end: of access and mail, at once."""
    row = _row(seat, pk)
    at = clock.now()
    is_own = any(row == role for role in seat.roles)
    form = EndForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            services.end(representative=row, at=at, by=_user(request), **form.cleaned_data)
        except RuleError as refusal:
            form.add_error("knowing" if refusal.code == "leaves_open" else None, refusal)
        else:
            said = _("%s does not have this role any more.") % row.name
            messages.success(request, said)
            stays = not is_own or len(seat.roles) > 1
            return (
                redirect("profiles:people", seat.organization.slug)
                if stays
                else redirect("pages:mine")
            )
    open_ones = leaving.checklist(row, at)
    context: dict[str, Any] = {"form": form, "row": row, "is_own": is_own, "remains": open_ones}
    context["is_serious"] = any(each.is_serious for each in open_ones)
    return show(request, "end", seat, context, _status(form))


@require_POST
@people_only(editors)
def invitation(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    """Send an invitation again, or take it back."""
    row = Invitation.objects.filter(organization=seat.organization, pk=pk).first()
    if row is None:
        raise Http404
    change = services.resend if request.POST.get("do") == "resend" else services.withdraw
    try:
        change(invitation=row, at=clock.now())
    except RuleError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        sent = change is services.resend
        messages.success(request, _("Sent again.") if sent else _("The invitation is taken back."))
    return redirect("profiles:people", seat.organization.slug)


def _row(seat: Seat, pk: int) -> Representative:
    """Somebody of the organisation whom the reader may end; anybody else is not found."""
    today = Representative.objects.on(zones.day(clock.now())).select_related("organization")
    row = today.filter(organization=seat.organization, pk=pk).first()
    if row is None or not seat.may_end(row):
        raise Http404
    return row


def _status(form: Any) -> int:
    return UNPROCESSABLE if form.errors else 200


def _user(request: HttpRequest) -> Any:
    return request.user
