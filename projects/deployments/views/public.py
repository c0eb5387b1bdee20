"""What was published, for everybody: of all projects, and of each. No answer is read here."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from foundation.base import clock
from foundation.base.caching import public_page
from projects.deployments import boards
from projects.deployments.models import Round
from projects.models import Project


@public_page(minutes=5)
@require_safe
def everything(request: HttpRequest) -> HttpResponse:
    """All projects together: cores in production, who uses what, and what was stated elsewhere."""
    at = clock.now()
    years = boards.years(None, at)
    newest = years[0] if years else None
    context = {
        "years": years,
        "newest": newest,
        "projects": boards.by_project(newest.round) if newest else [],
        "stated": boards.stated_cores(at),
        "open": Round.objects.open_at(at).first(),
    }
    return render(request, "projects/deployments/everything.html", context)


@public_page(minutes=5)
@require_safe
def users(request: HttpRequest, slug: str) -> HttpResponse:
    """The users of one project: how many, how they run it, and those who agreed to be named."""
    at = clock.now()
    project = get_object_or_404(Project, slug=slug)
    years = boards.years(project, at)
    newest = years[0] if years else None
    context = {
        "project": project,
        "years": years,
        "newest": newest,
        "adopters": boards.adopters(project, newest.round) if newest else [],
        "open": Round.objects.open_at(at).first(),
    }
    return render(request, "projects/deployments/users.html", context)


@public_page(minutes=60)
@require_safe
def everything_json(request: HttpRequest) -> JsonResponse:
    """The figures of all projects together, for programs."""
    return _for_programs({"rounds": boards.as_json(boards.years(None, clock.now()))})


@public_page(minutes=60)
@require_safe
def users_json(request: HttpRequest, slug: str) -> JsonResponse:
    """The figures of one project, for programs."""
    project = get_object_or_404(Project, slug=slug)
    rounds = boards.as_json(boards.years(project, clock.now()))
    return _for_programs({"project": project.slug, "rounds": rounds})


def _for_programs(told: dict[str, object]) -> JsonResponse:
    response = JsonResponse(told)
    response["Access-Control-Allow-Origin"] = "*"
    return response
