"""Pages to read: the Four Opens, the 3 Forces, about the foundation."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from foundation.base import clock, zones
from foundation.base.caching import public_page
from foundation.base.models import Foundation
from foundation.pages.forces import FORCES, arrows
from foundation.pages.models import Milestone
from foundation.pages.opens import COMPARED, MODELS, OPENS
from foundation.pages.queries import story


@public_page(minutes=10)
@require_safe
def four_opens(request: HttpRequest) -> HttpResponse:
    """What the four ask for, and three ways of making software compared."""
    compared = [
        {"question": question, "answers": list(zip(MODELS, answers, strict=True))}
        for question, *answers in COMPARED
    ]
    context = {"opens": OPENS, "models": MODELS, "compared": compared}
    return render(request, "foundation/pages/four_opens.html", context)


@public_page(minutes=10)
@require_safe
def three_forces(request: HttpRequest) -> HttpResponse:
    """The triangle and the programmes of each force."""
    context = {"forces": FORCES, "arrows": arrows()}
    return render(request, "foundation/pages/three_forces.html", context)


@public_page(minutes=10)
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """Every figure known today with all its statements, each with day and source. Two queries."""
    found, about = story.figures(zones.day(clock.now())), story.subjects()
    rows = [(statement, about.get(key, ())) for key, statement in found.items()]
    return render(request, "foundation/pages/figures.html", {"statements": rows})


@public_page(minutes=5)
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Mission, line of history, board, seat, code of conduct, privacy."""
    at = clock.now()
    tiers = story.tier_counts(zones.day(at))
    context = {
        "foundation": Foundation.objects.first(),
        "milestones": Milestone.objects.all(),
        "coming": story.departures(at),
        # A seat for each Platinum member, as many for Gold, as many for individuals (domain 3).
        "seats": tiers[0].members if tiers else 0,
        "tiers": tiers,
        "day": zones.day(at),
    }
    return render(request, "foundation/pages/about.html", context)
