"""The first page of an application."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from foundation.base import clock, zones
from foundation.base.errors import RuleError
from members.applications import queries, steps
from members.applications.forms import BeginForm
from members.applications.models import Rules
from members.applications.services import filling
from members.applications.views.doors import keep_private, url_of

UNPROCESSABLE = 422


# The reader's own copy stays, so that going back shows the form that was sent, with its stamp.
@cache_control(private=True, no_cache=True)
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """A tier, a name, an address; however often it is sent, it leads to one application."""
    at = clock.now()
    offers = queries.offers(zones.day(at))
    sent = request.POST if request.method == "POST" else None
    form = BeginForm(sent, offers=offers, tier=request.GET.get("tier", ""))
    if form.is_valid():
        given = form.cleaned_data
        try:
            row = filling.begin(
                token=form.key,
                tier=given["tier"],
                applicant=given["applicant"],
                email=given["email"],
                at=at,
            )
        except RuleError as refusal:
            form.add_error(None, refusal)
            form.renew()
        else:
            return keep_private(redirect(url_of(row, steps.STEPS[1])))
    status = UNPROCESSABLE if form.errors else 200
    context = {
        "form": form,
        "offers": queries.included(offers),
        "year": zones.day(at).year,
        "rules": Rules.objects.current(),
    }
    return render(request, "members/applications/begin.html", context, status=status)
