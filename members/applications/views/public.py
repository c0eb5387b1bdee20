"""Wishes in their days in public: who wants to join or to move up, before the decision."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from foundation.base.caching import public_page
from members import wishes
from members.applications import queries


@gzip_page
@public_page(minutes=1)
@require_safe
def applications(request: HttpRequest) -> HttpResponse:
    """Name, tier, since when, and from when it can be decided."""
    context = {"applications": wishes.in_public(), "tiers": queries.shown_in_public()}
    return render(request, "members/applications/public.html", context)
