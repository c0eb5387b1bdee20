"""The hall's pages: what is coming and what was, recordings, calendar entry, map.

The page of one event stands in `events.landing`, which may look into the rooms.
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from events import calendars, locator, queries
from foundation.base import clock
from foundation.base.caching import public_page


@public_page(minutes=1)
@require_safe
def events(request: HttpRequest) -> HttpResponse:
    """All public events: those to come, the next one first, and those that were."""
    at = clock.now()
    coming = queries.upcoming(at)
    context = {"next": coming[:1], "later": coming[1:], "past": queries.past(at)}
    return render(request, "events/events.html", context)


@public_page(minutes=5)
@require_safe
def recordings(request: HttpRequest, slug: str) -> HttpResponse:
    """What can be watched of an event. 404 while there is nothing."""
    event = get_object_or_404(queries.public(), slug=slug)
    talks = list(event.recordings.prefetch_related("projects").order_by("position", "pk"))
    if not (talks or event.recordings_url):
        raise Http404
    return render(request, "events/recordings.html", {"event": event, "talks": talks})


@public_page(minutes=5)
@require_safe
def calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """The event as a calendar file."""
    event = get_object_or_404(queries.public(), slug=slug)
    answer = HttpResponse(
        calendars.event_file(event, clock.now()), content_type="text/calendar; charset=utf-8"
    )
    answer["Content-Disposition"] = f'attachment; filename="{event.slug}.ics"'
    return answer


@public_page(minutes=60)
@require_safe
def globe(request: HttpRequest, slug: str) -> HttpResponse:
    """A picture of where the event takes place. 404 online, and for a venue without coordinates."""
    event = get_object_or_404(queries.public(), slug=slug)
    venue = event.venue
    if venue is None or venue.latitude is None or venue.longitude is None:
        raise Http404
    picture = locator.draw(venue.latitude, venue.longitude)
    return HttpResponse(picture, content_type="image/svg+xml")
