"""The public catalogue of the projects."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from foundation.base import clock, search
from foundation.base.caching import public_page
from projects import licences, queries, structured
from projects.models import LinkKind, Project

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
    """The projects by stage; `?focus=` a slug, `?q=` words, both forgiving."""
    areas = list(queries.focus_areas())
    slug = request.GET.get("focus", "")
    chosen = next((area for area in areas if area.slug == slug), None)
    typed = " ".join(request.GET.get("q", "").replace("\0", "").split())[: search.LONGEST]
    rows = queries.found(queries.listed(), typed=typed, focus=chosen.slug if chosen else "")
    projects = list(rows) if chosen or not slug else []
    context = {
        "areas": areas,
        "chosen": chosen,
        "typed": typed,
        "groups": queries.grouped(projects),
        "count": len(projects),
        "all": Project.objects.count() if typed or slug else len(projects),
        "filtered": bool(typed or slug),
    }
    return render(request, "projects/catalogue.html", context)


@public_page(minutes=5)
@require_safe
def project(request: HttpRequest, slug: str) -> HttpResponse:
    """One project: what it is, at which stage, where to find it."""
    found = get_object_or_404(queries.whole(), slug=slug)
    links = [(ICONS.get(LinkKind(link.kind), "link"), link) for link in found.links.all()]
    context = {
        "project": found,
        "links": links,
        "releases": list(found.releases.all()),
        "anniversary": found.anniversary_in(clock.now().year),
        "licence_url": licences.osi_url(found.licence),
        "related": queries.related(found),
        "structured": structured.project(found),
    }
    return render(request, "projects/project.html", context)


@public_page(minutes=5)
@require_safe
def as_json(request: HttpRequest) -> JsonResponse:
    """All projects for programs: /projects.json."""
    rows: list[dict[str, Any]] = [
        structured.row(found) for found in queries.whole().in_stage_order()
    ]
    page = request.build_absolute_uri(reverse("projects:catalogue"))
    return JsonResponse({"page": page, "count": len(rows), "projects": rows})
