"""The membership for programs: /members.json."""

from datetime import date, datetime, time
from typing import Any

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils.http import http_date
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from foundation.base import clock, stamps, zones
from foundation.base.caching import public_page
from members import register
from members.forms import DayForm
from members.models import Membership, Organization, OrganizationName, Tier
from members.register import Listing


@gzip_page
@public_page(minutes=5)
@require_safe
def members_json(request: HttpRequest) -> JsonResponse:
    """Members and supporting organisations of a day (`?as_of=2022-06-06`), for any site to read.

    Fields are only ever added; one that changes its meaning gets a new `version`:

    * `version` 1; `as_of` the day (ISO 8601); `tiers` in their order with `slug`, `name`, `rank`;
    * `members` by name: `name`, `url`, `tier` (a slug), `since` (words, as exact as it is known),
      `country` (ISO 3166 or ""), `industry`, `website`, `supporter` (whether it signed the CCLA);
    * `supporters` by name: `name`, `url`, `country`, `website`, `signed_on` (ISO 8601 or null),
      `tier` (a slug, or "" for an organisation that is no member);
    * of both, `name` is what it was called on the day, `now` what it is called since ("": the same).

    A day that is none, or has not come, gives 422 with `error`, a sentence.
    """
    form = DayForm(request.GET)
    if not form.is_valid():
        (sentences,) = form.errors.values()
        response = JsonResponse({"error": sentences[0]}, status=422)
    else:
        day = form.cleaned_data["as_of"] or zones.day(clock.now())
        everybody = register.kept(day)
        base = f"{settings.SITE_URL}{reverse('members:directory')}"
        response = JsonResponse({
            "version": 1,
            "as_of": day,
            "tiers": [
                {"slug": tier.slug, "name": tier.name, "rank": tier.rank}
                for tier in everybody.tiers
            ],
            "members": [_member(row, base) for row in everybody.members],
            "supporters": [_supporter(row, base) for row in everybody.supporters],
        })  # fmt: skip
        response["Last-Modified"] = http_date(_changed_at(day).timestamp())
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _changed_at(day: date) -> datetime:
    """When the register of `day` became what it is: by the last change, or because `day` began."""
    begun = zones.instant(day, time(), "UTC") - settings.CLOCK_SHIFT
    written = stamps.changed_at(Organization, OrganizationName, Membership, Tier)
    return max(written, begun) if written else begun


def _member(row: Listing, base: str) -> dict[str, Any]:
    return {
        "name": row.name,
        "now": row.now,
        "url": f"{base}{row.slug}/",
        "tier": row.tier,
        "since": row.since,
        "country": row.country,
        "industry": row.industry,
        "website": row.website,
        "supporter": row.is_supporter,
    }


def _supporter(row: Listing, base: str) -> dict[str, Any]:
    return {
        "name": row.name,
        "now": row.now,
        "url": f"{base}{row.slug}/",
        "country": row.country,
        "website": row.website,
        "signed_on": row.ccla_signed_on,
        "tier": row.tier,
    }
