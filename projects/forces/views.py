"""The page of a project's 3 Forces, the same for programs, and its badge."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.html import escape
from django.views.decorators.http import require_safe

from foundation.base import clock, zones
from foundation.base.caching import public_page
from projects.ecosystem import queries as ecosystem
from projects.forces import formula, pictures, queries
from projects.forces.models import FORCES, Score
from projects.forces.queries import Forces
from projects.models import Project

# It is shown inside other sites: opened by itself it may do nothing.
BADGE_POLICY = "default-src 'none'; sandbox"


@public_page(minutes=5)
@require_safe
def forces(request: HttpRequest, slug: str) -> HttpResponse:
    """How a project stands, how that is reckoned, from what, and since when. Four queries."""
    project = get_object_or_404(Project, slug=slug)
    day = zones.day(clock.now())
    found = queries.whole(project, day)
    ties = list(ecosystem.ties(project, day))
    badge = settings.SITE_URL + reverse("forces:badge", args=[slug])
    page = settings.SITE_URL + reverse("forces:forces", args=[slug])
    context: dict[str, Any] = {
        "project": project,
        "forces": found,
        "rows": _rows(found) if found else _unknown(),
        "formula": found.latest.formula if found else formula.VERSION,
        "version": formula.VERSION,
        "ties": ties,
        "unverified": sum(tie.verified_on is None for tie in ties),
        "repositories": queries.repositories(project),
        "embed_html": f'<a href="{page}"><img src="{badge}" alt="The 3 Forces of {escape(project.name)}"></a>',
        "embed_markdown": f"[![The 3 Forces of {_plain(project.name)}]({badge})]({page})",
    }
    if found:
        context["picture"] = pictures.of(found.latest, project.name)
    return render(request, "projects/forces/forces.html", context)


def _plain(name: str) -> str:
    """A name that ends no bracket of Markdown."""
    return "".join(sign for sign in name if sign not in "[]()\\<>`")


def _rows(found: Forces) -> list[dict[str, Any]]:
    """Of each force: score, trend, place, and its measures with what they are worth."""
    return [
        {
            "force": force,
            "label": pictures.LABELS[force],
            "score": found.latest.of(force),
            "trend": found.trend(force),
            "place": found.place(force),
            "inputs": found.latest.inputs.get(force, {}),
            "measures": _measures(found.latest, force),
        }
        for force in FORCES
    ]


def _unknown() -> list[dict[str, Any]]:
    """The same of a project without any score: the measures, with no value."""
    nothing = Score()
    return [
        {
            "force": force,
            "label": pictures.LABELS[force],
            "score": None,
            "inputs": {},
            "measures": _measures(nothing, force),
        }
        for force in FORCES
    ]


def _measures(row: Score, force: str) -> list[tuple[formula.Measure, int | None, float | None]]:
    inputs = row.inputs.get(force, {})
    found = []
    for measure in formula.of(force):
        value = inputs.get(measure.name)
        found.append((measure, value, formula.part(measure, value)))
    return found


@public_page(minutes=60)
@require_safe
def as_json(request: HttpRequest, slug: str) -> JsonResponse:
    """The scores of a project for programs: /projects/<slug>/forces.json.

    Fields are only ever added: `month` of the newest scores; `forces` by name with `score` (0 to 100,
    null when not known), `year_before` (likewise), `inputs`; `history` oldest first.
    """
    project = get_object_or_404(Project, slug=slug)
    found = queries.whole(project, zones.day(clock.now()))
    before = found.year_before if found else None
    response = JsonResponse({
        "project": project.slug,
        "page": settings.SITE_URL + reverse("forces:forces", args=[slug]),
        "formula": found.latest.formula if found else formula.VERSION,
        "month": f"{found.latest.month:%Y-%m}" if found else None,
        "balance": found.sentence if found else None,
        "forces": {
            force: {
                "score": found.latest.of(force) if found else None,
                "year_before": before.of(force) if before else None,
                "inputs": found.latest.inputs.get(force) if found else None,
            }
            for force in FORCES
        },
        "history": [
            {"month": f"{row.month:%Y-%m}", **pictures.scores(row)} for row in (found.months if found else [])
        ],
    })  # fmt: skip
    response["Access-Control-Allow-Origin"] = "*"
    return response


@public_page(minutes=60)
@require_safe
def badge(request: HttpRequest, slug: str) -> HttpResponse:
    """The scores of a project as a picture for other sites. One query."""
    day = zones.day(clock.now())
    rows = queries.with_newest(Project.objects.all(), day)
    found: Any = get_object_or_404(rows.only("name", "slug"), slug=slug)
    drawn = pictures.badge(found.name, found.forces or {})
    headers = {"Content-Security-Policy": BADGE_POLICY, "Access-Control-Allow-Origin": "*"}
    return HttpResponse(drawn, content_type="image/svg+xml", headers=headers)
