"""How to become a member: tiers compared."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from foundation.base import clock, zones
from foundation.base.caching import public_page
from members import queries
from members.models import Tier


@gzip_page
@public_page(minutes=1)
@require_safe
def join(request: HttpRequest) -> HttpResponse:
    """The tiers with their dues of this year, and every benefit with who gets it."""
    tiers = list(Tier.objects.all())
    year = zones.day(clock.now()).year
    prices = queries.dues(year)
    return render(request, "members/join.html", {
        "tiers": [(tier, prices.get(tier.pk)) for tier in tiers],
        "benefits": queries.benefits(tiers),
        "year": year,
    })  # fmt: skip
