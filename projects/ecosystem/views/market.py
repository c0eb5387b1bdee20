"""The public marketplace."""

from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from foundation.base import clock, zones
from foundation.base.caching import public_page
from projects.ecosystem import queries
from projects.ecosystem.forms import MarketForm
from projects.ecosystem.models import Offer

A_PAGE = 24


def words(request: HttpRequest) -> str:
    """What was typed into the search, in one line."""
    return " ".join(request.GET.get("q", "").replace("\0", "").split())[:100]


@public_page(minutes=1)
@require_safe
def marketplace(request: HttpRequest) -> HttpResponse:
    """What members offer; `?q= &kind= &project= &region= &programme= &page=`. At most 6 queries.

    An impossible filter is named and left aside (422).
    """
    day = zones.day(clock.now())
    form = MarketForm(request.GET, auto_id="filter-%s")
    typed = words(request)
    market = queries.market(day, typed)
    asked = form.chosen(market)
    keys = market.under(asked)
    page = Paginator(keys, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "offers": queries.in_order(list(page.object_list), day),
        "count": len(keys),
        "all": len(market.rows),
        "filtered": bool(typed or any(asked.values())),
    }
    status = 422 if form.errors else 200
    return render(request, "projects/ecosystem/marketplace.html", context, status=status)


@public_page(minutes=1)
@require_safe
def offer(request: HttpRequest, slug: str) -> HttpResponse:
    """One entry; 404 once it is withdrawn or its organisation is no member any more."""
    day = zones.day(clock.now())
    found = get_object_or_404(queries.dressed(Offer.objects.shown_on(day), day), slug=slug)
    context = {"offer": found, "others": queries.others(found, day)[:6]}
    return render(request, "projects/ecosystem/offer.html", context)


@public_page(minutes=5)
@require_safe
def as_json(request: HttpRequest) -> JsonResponse:
    """All entries for programs: /marketplace.json."""
    day = zones.day(clock.now())
    shown = queries.dressed(Offer.objects.shown_on(day), day).order_by("search_text", "pk")
    rows = [_row(found) for found in shown]
    page = settings.SITE_URL + reverse("ecosystem:marketplace")
    response = JsonResponse({"page": page, "as_of": day, "count": len(rows), "offers": rows})
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _row(found: Any) -> dict[str, Any]:
    return {
        "name": found.name,
        "slug": found.slug,
        "url": settings.SITE_URL + found.get_absolute_url(),
        "kind": found.kind,
        "organization": found.organization.name,
        "summary": found.summary,
        "description": found.description,
        "link": found.link,
        "regions": found.regions,
        "projects": [project.slug for project in found.projects.all()],
        "programmes": [
            {
                "programme": held.programme.slug,
                "version": held.version,
                "granted_on": held.granted_on,
                "expires_on": held.expires_on,
            }
            for held in found.marks
        ],
        "note": found.source,
    }
