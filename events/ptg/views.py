"""The teams of a Project Teams Gathering."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from events.models import Event
from events.ptg import queries
from foundation.base.caching import public_page


@public_page(minutes=5)
@require_safe
def teams(request: HttpRequest, slug: str) -> HttpResponse:
    """All teams with lead, what they work on and where to find them; `?q=` and `?group=`.

    A group that does not exist is no group: everything is shown. 404 for events without teams.
    """
    event = get_object_or_404(Event.objects.public().select_related("venue"), slug=slug)
    text = " ".join(request.GET.get("q", "").split())
    found = queries.teams(event, group=request.GET.get("group", ""), text=text)
    if not found.total:
        raise Http404
    context = {"event": event, "found": found, "text": text}
    return render(request, "events/ptg/teams.html", context)
