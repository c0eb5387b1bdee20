"""My membership: since when, what I signed, whether I may vote and why, and the way out."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from foundation.base import clock, zones
from members.accounts.models import User
from members.people import queries, services, voting
from members.people.models import IndividualMembership
from members.people.views.doors import logged_in


@require_http_methods(["GET", "HEAD", "POST"])
@logged_in
def membership(request: HttpRequest, user: User) -> HttpResponse:
    """What there is to know; a POST signs the version of the agreement that is in force."""
    now = clock.now()
    held = queries.membership_of(user, now)
    to_sign = queries.agreement_to_sign(held, now)
    if request.method == "POST" and held and to_sign:
        if request.POST.get("version") != to_sign.version:
            messages.error(request, _("The agreement has changed again: read it before you sign."))
        else:
            services.sign(membership=held, agreement=to_sign, at=now)
            messages.success(request, _("Thank you: the agreement is signed."))
        return redirect("people:membership")
    past = IndividualMembership.objects.filter(user=user, span__endswith__lte=now)
    context = {
        "held": held,
        "to_sign": to_sign if held else None,
        "signatures": held.signatures.select_related("version") if held else [],
        "standing": voting.standing(user, now),
        "past": past.order_by("-span"),
        "affiliations": queries.employers_of(user, zones.day(now)),
    }
    return render(request, "members/people/membership.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@logged_in
def resign(request: HttpRequest, user: User) -> HttpResponse:
    """Asked once more, then at once."""
    now = clock.now()
    held = queries.membership_of(user, now)
    if held is None:
        return redirect("people:membership")
    if request.method == "POST":
        try:
            services.resign(user=user, at=now)
        except ValidationError as refusal:
            messages.error(request, refusal.messages[0])
        else:
            messages.success(request, _("You have resigned. Thank you for having been with us."))
        return redirect("people:membership")
    return render(request, "members/people/resign.html", {"held": held})
