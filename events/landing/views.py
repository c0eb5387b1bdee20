"""The page of one event."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from events import queries as hall
from events.landing import doors, queries, structured
from foundation.base import clock
from foundation.base.caching import public_page


@public_page(minutes=1)
@require_safe
def event(request: HttpRequest, slug: str) -> HttpResponse:
    """What an event is, what it costs and how to come; one action that follows its state."""
    at = clock.now()
    with_all = hall.public().select_related(
        "venue", "part_of", "former", "letter_rules", "support_rules"
    )
    found = get_object_or_404(with_all, slug=slug)
    page = queries.page(found, at)
    return render(
        request,
        "events/landing/event.html",
        {
            "page": page,
            "event": found,
            "texts": page.texts,
            "doors": doors.doors(found, at),
            "structured": structured.data(page),
            "is_over": found.is_over(at),
        },
    )
