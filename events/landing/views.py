"""The page of one event."""

from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from events import facts
from events import queries as hall
from events.landing import queries, shelf, structured
from foundation.base import clock, zones
from foundation.base.caching import public_page


@public_page(minutes=1)
@require_safe
def event(request: HttpRequest, slug: str) -> HttpResponse:
    """What an event is, what it costs and how to come; one action that follows its state."""
    at = clock.now()
    # What staff see from another moment says so on its head, and is for them alone.
    if not settings.PAGES_KEPT_SECONDS or clock.visit():
        return _make(request, slug, at)[1]
    made_of = shelf.signs(slug)
    content = shelf.find(slug, made_of, at)
    if content is None:
        page, response = _make(request, slug, at)
        content = response.content
        shelf.keep(slug, made_of, at, page, content)
    return HttpResponse(content)


def _make(request: HttpRequest, slug: str, at: datetime) -> tuple[queries.Page, HttpResponse]:
    with_all = hall.public().select_related(
        "venue", "part_of", "former", "letter_rules", "support_rules"
    )
    told = facts.columns(zones.day(at), at)
    found = get_object_or_404(with_all.annotate(**told), slug=slug)
    page = queries.page(found, at)
    context = {
        "page": page,
        "event": found,
        "texts": page.texts,
        "doors": page.doors,
        "structured": structured.data(page),
        "is_over": found.is_over(at),
        "facts": facts.about(found),
    }
    return page, render(request, "events/landing/event.html", context)
