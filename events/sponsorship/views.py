"""Levels at which an event can be sponsored."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from events.models import Event
from events.sponsorship import queries
from events.stages import Stage, stage
from foundation.base import clock, zones
from foundation.base.caching import public_page


@public_page(minutes=5)
@require_safe
def sponsors(request: HttpRequest, slug: str) -> HttpResponse:
    """What each level costs members and others, and what it gives. 404 without levels."""
    event = get_object_or_404(Event.objects.public().select_related("venue"), slug=slug)
    at = clock.now()
    levels = queries.levels(event, zones.day(at))
    if not levels:
        raise Http404
    can_sponsor = stage(event, at) not in {Stage.OVER, Stage.CANCELLED}
    context = {"event": event, "levels": levels, "can_sponsor": can_sponsor}
    return render(request, "events/sponsorship/sponsors.html", context)
