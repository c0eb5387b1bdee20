"""Joining as a person: what it is, then everything on one page."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_http_methods, require_safe

from foundation.base import clock, zones
from foundation.base.caching import public_page
from members.accounts.models import User
from members.people import queries, services
from members.people.forms import JoinForm
from members.people.models import AgreementVersion, VotingRule
from members.people.views.doors import logged_in


@gzip_page
@public_page(minutes=1)
@require_safe
def individual(request: HttpRequest) -> HttpResponse:
    """What it is to be an individual member, the agreement, and the way in."""
    day = zones.day(clock.now())
    context = {
        "agreement": AgreementVersion.objects.in_force(day),
        "rule": VotingRule.objects.in_force(day),
    }
    return render(request, "members/people/individual.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@logged_in
def apply(request: HttpRequest, user: User) -> HttpResponse:
    """Name, country, employer, agreement: sent once, it makes a member from now on."""
    now = clock.now()
    if queries.membership_of(user, now):
        return redirect("people:membership")
    agreement = AgreementVersion.objects.in_force(zones.day(now))
    sent = request.POST if request.method == "POST" else None
    form = JoinForm(sent, agreement=agreement, name=user.full_name)
    if agreement is not None and form.is_valid():
        try:
            services.join(
                user=user,
                name=form.cleaned_data["name"],
                country=form.cleaned_data["country"],
                employer=form.employer(),
                agreement=agreement,
                at=now,
            )
        except ValidationError as refusal:
            if getattr(refusal, "code", "") == "already_member":
                return redirect("people:membership")
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Welcome: you are a Foundation member."))
            return redirect("people:membership")
    context = {
        "form": form,
        "agreement": agreement,
        "organizations": queries.known_names(zones.day(now)) if agreement else [],
    }
    status = 422 if form.errors else 200
    return render(request, "members/people/apply.html", context, status=status)
