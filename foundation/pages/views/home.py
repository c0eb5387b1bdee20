"""The first page: the keynote's story with the numbers of today."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from foundation.base import clock, zones
from foundation.base.caching import public_page
from foundation.base.structured import json_ld
from foundation.pages.forces import FORCES
from foundation.pages.growth import growth
from foundation.pages.news import queries as news
from foundation.pages.opens import OPENS, SECTORS
from foundation.pages.queries import story


@public_page(minutes=1)
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Figures, next events, projects, forces, members and the ways in."""
    at = clock.now()
    day = zones.day(at)
    figures = story.figures(day)
    cores = figures.pop("cores", None)
    tiers = story.tier_counts(day)
    context = {
        "cores": cores,
        "growth": growth(cores.all) if cores else None,
        "shown": [figures[key] for key in story.ON_HOME if key in figures],
        "departures": story.departures(at),
        "tiers": tiers,
        "members": sum(tier.members for tier in tiers),
        "first_tier": story.first_tier_members(day),
        "supporters": story.supporters(day),
        "projects": story.confirmed_projects(),
        "forces": FORCES,
        "news": news.newest(at),
        "opens": OPENS,
        "sectors": SECTORS,
        "day": day,
        "json_ld": json_ld(_described()),
    }
    return render(request, "foundation/pages/home.html", context)


def _described() -> dict[str, Any]:
    """Schema.org's description of the site, with its search."""
    return {
        "@type": "WebSite",
        "name": settings.SITE_NAME,
        "url": f"{settings.SITE_URL}/",
        "publisher": {"@type": "NGO", "name": settings.SITE_NAME, "url": f"{settings.SITE_URL}/"},
        "potentialAction": {
            "@type": "SearchAction",
            "target": f"{settings.SITE_URL}/search/?q={{words}}",
            "query-input": "required name=words",
        },
    }
