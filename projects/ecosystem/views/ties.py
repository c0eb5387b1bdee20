"""Who does what for which project: the public list of ties."""

from itertools import groupby
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from foundation.base import clock, zones
from foundation.base.caching import public_page
from projects.ecosystem import queries
from projects.ecosystem.forms import TiesForm
from projects.ecosystem.models import Tie, TieKind
from projects.ecosystem.views.market import words

A_PAGE = 60
WHO = {
    TieKind.FUND: _("Who funds"),
    TieKind.SPONSOR: _("Who sponsors"),
    TieKind.SHIP: _("Who ships products"),
    TieKind.HOST: _("Who hosts"),
    TieKind.TRAIN: _("Who trains"),
    TieKind.HIRE: _("Who hires"),
}


@public_page(minutes=5)
@require_safe
def ties(request: HttpRequest) -> HttpResponse:
    """Ties of today by kind; `?q= &kind= &project= &page=`. Two queries.

    An impossible filter is named and left aside (422).
    """
    day = zones.day(clock.now())
    form = TiesForm(request.GET, auto_id="filter-%s")
    typed = words(request)
    found = queries.tied(day, typed)
    asked = form.chosen(found)
    keys = found.under(asked)
    page = Paginator(keys, A_PAGE).get_page(request.GET.get("page"))
    rows = queries.ties_in_order(list(page.object_list))
    context = {
        "form": form,
        "page": page,
        "groups": [
            (WHO[TieKind(kind)], kind, list(those))
            for kind, those in groupby(rows, lambda row: row.kind)
        ],
        "count": len(keys),
        "all": len(found.rows),
        "unread": sum(row.verified_on is None for row in rows),
        "shown": len(rows),
        "filtered": bool(typed or any(asked.values())),
    }
    status = 422 if form.errors else 200
    return render(request, "projects/ecosystem/ties.html", context, status=status)


@public_page(minutes=60)
@require_safe
def as_json(request: HttpRequest) -> JsonResponse:
    """All ties of today for programs: /projects/ecosystem.json."""
    day = zones.day(clock.now())
    found = queries.tied(day)
    rows = [_row(tie) for tie in queries.ties_in_order(found.under({}))]
    page = settings.SITE_URL + reverse("ecosystem:ties")
    response = JsonResponse({"page": page, "as_of": day, "count": len(rows), "ties": rows})
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _row(tie: Tie) -> dict[str, Any]:
    return {
        "organization": tie.organization.name,
        "project": tie.project.slug,
        "kind": tie.kind,
        "since": tie.span.lower,
        "source": tie.source,
        "looked_up_on": tie.verified_on,
    }
