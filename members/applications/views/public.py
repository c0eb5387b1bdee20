"""Applications in their days in public: everybody may read who wants to join, before the decision."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from foundation.base.caching import public_page
from members.applications import queries


@gzip_page
@public_page(minutes=1)
@require_safe
def applications(request: HttpRequest) -> HttpResponse:
    """Name, tier, since when, and from when it can be decided."""
    context = {"applications": queries.public(), "tiers": queries.shown_in_public()}
    return render(request, "members/applications/public.html", context)
