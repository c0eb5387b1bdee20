"""One organisation: all that is known about it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from foundation.base import clock, zones
from foundation.base.caching import public_page
from foundation.base.structured import json_ld
from members import facts, naming, queries, reading
from members.models import Organization, OrganizationName
from members.queries import Standing


@gzip_page
@public_page(minutes=1)
@require_safe
def organization(request: HttpRequest, slug: str) -> HttpResponse:
    """The page of the organisation at `slug`; a former address leads to it for good (301)."""
    at = clock.now()
    day = zones.day(at)
    row = reading.find(slug, day, at)
    if row is None:
        return _moved(slug)
    now_called, row.name = row.name, naming.on(row.name, row.known_as, day)
    held = queries.standing(row, day)
    tier = held.current.tier if held.current else None
    supports = row.supports_on(day)
    return render(request, "members/organization.html", {
        "organization": row,
        "now_called": now_called if now_called != row.name else "",
        "tier": tier,
        "standing": held,
        "supports": supports,
        "supported_until": row.supported_until(day),
        "facts": facts.about(row),
        "alike": queries.alike(row, tier, day) if tier or supports else [],
        "json_ld": json_ld(_described(row, held, row.known_as)),
    })  # fmt: skip


def _moved(slug: str) -> HttpResponsePermanentRedirect:
    name = OrganizationName.objects.select_related("organization").filter(slug=slug).first()
    if name is None:
        message = "No organisation has this address."
        raise Http404(message)
    return HttpResponsePermanentRedirect(name.organization.get_absolute_url())


def _described(row: Organization, held: Standing, names: list[OrganizationName]) -> dict[str, Any]:
    """Schema.org's description of the organisation."""
    return {
        "@type": "Organization",
        "name": row.name,
        "alternateName": [name.name for name in names],
        "url": row.website,
        "description": row.description,
        "address": {
            "@type": "PostalAddress",
            "addressCountry": row.country.code,
            "addressLocality": row.city,
        }
        if row.country
        else None,
        "parentOrganization": {"@type": "Organization", "name": row.parent.name}
        if row.parent
        else None,
        "memberOf": {
            "@type": "ProgramMembership",
            "programName": f"{held.current.tier.name} membership",
        }
        if held.current
        else None,
    }
