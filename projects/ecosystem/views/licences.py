"""The pages on which the people of a member ask for trademark licences."""

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from foundation.base import clock
from foundation.base.errors import RuleError
from members.accounts.models import User
from members.profiles.queries import Seat
from members.profiles.views import doors
from projects.ecosystem import queries, services
from projects.ecosystem.forms import LicenceForm, asked_before
from projects.ecosystem.models import LicenceRequest
from projects.ecosystem.views.own import show


@require_http_methods(["GET", "HEAD", "POST"])
@doors.people_only(doors.editors)
def new(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Ask for a licence."""
    return _write(request, seat, None)


@require_http_methods(["GET", "HEAD", "POST"])
@doors.people_only(doors.editors)
def mend(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    """Mend a request that is open, and send it again."""
    return _write(request, seat, _found(seat, pk))


def _write(request: HttpRequest, seat: Seat, found: LicenceRequest | None) -> HttpResponse:
    offers = queries.may_ask(seat.organization)
    if found:
        # Another entry is another request.
        offers = offers.filter(pk=found.offer_id)
    form = LicenceForm(
        request.POST if request.method == "POST" else None,
        offers=offers,
        initial=asked_before(found) if found else {"offer": request.GET.get("entry", "")[:90]},
    )
    if form.is_valid():
        try:
            services.ask(
                offer=form.cleaned_data["offer"],
                asked=form.asked(),
                at=clock.now(),
                by=cast("User", request.user),
                request=found,
            )
        except RuleError as refusal:
            form.add_error("project" if refusal.code == "other_project" else None, refusal)
        else:
            messages.success(request, _("Asked for. You get a mail when our staff have decided."))
            return redirect("ecosystem:mine", seat.organization.slug)
    context = {"form": form, "asked": found, "has_entries": offers.exists()}
    return show(request, "licence", seat, context, 422 if form.errors else 200)


@require_POST
@doors.people_only(doors.editors)
def take_back(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    """Ask no more."""
    found = _found(seat, pk)
    try:
        services.take_back(request=found, at=clock.now(), by=cast("User", request.user))
    except RuleError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, _("Taken back: nobody looks at it any more."))
    return redirect("ecosystem:mine", seat.organization.slug)


def _found(seat: Seat, pk: int) -> LicenceRequest:
    """An open request of this organisation; another's is not found."""
    row: LicenceRequest | None = queries.own_requests(seat.organization).filter(pk=pk).first()
    if row is None:
        raise Http404
    return row
