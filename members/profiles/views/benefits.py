"""What was agreed with the organisation, what it has used of it, and asking to use more."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.base import clock, zones
from foundation.base.errors import RuleError
from members.models import AgreedBenefit
from members.profiles import queries, services
from members.profiles.forms import BenefitForm
from members.profiles.models import BenefitRequest
from members.profiles.queries import Seat
from members.profiles.views.doors import people_only, show
from members.profiles.views.term import UNPROCESSABLE


@require_safe
@people_only()
def benefits(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Each benefit that was agreed, what was used of it, and what waits to be used."""
    held = queries.membership(seat.organization, zones.day(clock.now()))
    context = {"membership": held, "benefits": list(queries.benefits(held))}
    return show(request, "benefits", seat, context)


@require_http_methods(["GET", "HEAD", "POST"])
@people_only()
def ask(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    """Ask to use one of them."""
    at = clock.now()
    agreed = _agreed(seat, pk)
    form = BenefitForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            services.ask_benefit(
                agreed=agreed,
                **form.cleaned_data,
                at=at,
                by=request.user,  # type: ignore[arg-type]
            )
        except RuleError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("We have your wish, and answer you by mail."))
            return redirect("profiles:benefits", seat.organization.slug)
    context = {"form": form, "agreed": agreed}
    return show(request, "benefit", seat, context, UNPROCESSABLE if form.errors else 200)


@require_POST
@people_only()
def take_back(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    """Take back what was asked for."""
    rows = BenefitRequest.objects.filter(agreed__membership__organization=seat.organization)
    asked = rows.filter(pk=pk).first()
    if asked is None:
        raise Http404
    try:
        services.take_back_benefit(asked=asked, at=clock.now(), by=request.user)  # type: ignore[arg-type]
    except RuleError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, _("Your wish is taken back."))
    return redirect("profiles:benefits", seat.organization.slug)


def _agreed(seat: Seat, pk: int) -> AgreedBenefit:
    """One of the membership of today; another organisation's is not found."""
    held = queries.membership(seat.organization, zones.day(clock.now()))
    agreed = queries.benefits(held).filter(pk=pk).first()
    if agreed is None:
        raise Http404
    return agreed
