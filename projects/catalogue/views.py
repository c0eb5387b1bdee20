"""The public catalogue of the projects."""

from collections.abc import Iterable
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from foundation.base import clock, search, zones
from foundation.base.caching import public_page
from projects import facts, licences, queries
from projects.catalogue import listing, reading, structured
from projects.contributions import queries as contributions
from projects.deployments import boards
from projects.forces import pictures
from projects.forces import queries as forces
from projects.models import LinkKind, Project

# More projects than this are listed in pages.
A_PAGE = 60
ICONS = {
    LinkKind.SITE: "globe",
    LinkKind.CODE: "code",
    LinkKind.DOCS: "book",
    LinkKind.RELEASES: "star",
    LinkKind.MAILING_LIST: "mail",
    LinkKind.MEETINGS: "people",
    LinkKind.CHAT: "chat",
    LinkKind.BLOG: "feed",
    LinkKind.SECURITY: "lock",
    LinkKind.WIKI: "book",
}


@public_page(minutes=5)
@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """The projects by stage; `?focus=` a slug, `?q=` words, `?page=`, all forgiving. 3 queries."""
    areas = list(queries.focus_areas())
    slug = request.GET.get("focus", "")
    chosen = next((area for area in areas if area.slug == slug), None)
    typed = " ".join(request.GET.get("q", "").replace("\0", "").split())[: search.LONGEST]
    day = zones.day(clock.now())
    everything = contributions.with_newest(forces.with_newest(queries.listed(), day), day)
    rows = queries.found(everything, typed=typed, focus=chosen.slug if chosen else "")
    if slug and not chosen:
        rows = rows.none()
    numbers = queries.numbers(rows)
    page = Paginator(range(numbers["found"]), A_PAGE).get_page(request.GET.get("page"))
    first = max(page.start_index() - 1, 0)
    projects = listing.rows(rows[first : page.end_index()]) if numbers["found"] else []
    context = {
        "areas": areas,
        "chosen": chosen,
        "typed": typed,
        "groups": queries.grouped(projects),
        "page": page,
        "count": numbers["found"],
        "all": numbers["all"],
        "filtered": bool(typed or slug),
    }
    return render(request, "projects/catalogue.html", context)


@public_page(minutes=5)
@require_safe
def project(request: HttpRequest, slug: str) -> HttpResponse:
    """One project: what it is, at which stage, where to find it."""
    at = clock.now()
    day = zones.day(at)
    found = reading.find(slug, day)
    if found is None:
        raise Http404
    shown = forces.of(found, day)
    told = facts.about(found, at)
    rows: Iterable[Any] = found.links.all()
    links = [(ICONS.get(LinkKind(link.kind), "link"), link) for link in rows]
    context = {
        "project": found,
        "links": links,
        "first_links": [row for row in links if not row[1].dead_since][:2],
        "releases": list(found.releases.all()),
        "anniversary": found.anniversary_in(day.year),
        "forces": shown,
        "ring": pictures.of(shown.latest, found.name) if shown else "",
        "developers": contributions.of(found, day),
        "users": boards.newest(found, at),
        "licence_url": licences.osi_url(found.licence),
        "related": queries.related(found),
        "facts": told,
        "signs": [fact.sign for fact in told if fact.sign],
        "structured": structured.project(found),
    }
    return render(request, "projects/project.html", context)


@public_page(minutes=60)
@require_safe
def developers(request: HttpRequest, slug: str) -> JsonResponse:
    """The months of a project's developers for programs; an empty list if nothing was counted."""
    found = get_object_or_404(Project, slug=slug)
    counted = contributions.of(found, zones.day(clock.now()))
    response = JsonResponse(structured.developers(found, counted))
    response["Access-Control-Allow-Origin"] = "*"
    return response


@public_page(minutes=5)
@require_safe
def as_json(request: HttpRequest) -> JsonResponse:
    """All projects for programs: /projects.json."""
    rows: list[dict[str, Any]] = [
        structured.row(found) for found in queries.whole().in_stage_order()
    ]
    page = request.build_absolute_uri(reverse("projects:catalogue"))
    return JsonResponse({"page": page, "count": len(rows), "projects": rows})
