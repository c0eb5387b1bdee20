"""Short addresses that are printed on slides. Those that move are 302, those that stay 301."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from events import queries
from events.models import Event, EventKind
from foundation.base import clock

type View = Callable[[HttpRequest], HttpResponseBase]


@require_safe
def ptg(request: HttpRequest) -> HttpResponse:
    """The gathering that is on or next; after the last known one, that."""
    return _current(EventKind.PTG)


@require_safe
def summit(request: HttpRequest) -> HttpResponse:
    """The Summit that is on or next; after the last known one, that."""
    return _current(EventKind.SUMMIT)


def _current(kind: str) -> HttpResponse:
    at = clock.now()
    event = queries.current_or_next(kind, at) or queries.last(kind, at)
    return redirect(event or "/events/")


@require_safe
def event(request: HttpRequest, slug: str) -> HttpResponse:
    """`/summit/vancouver-2023`: the page of that event, for good."""
    found = Event.objects.public().filter(slug=slug).first()
    if found is None:
        message = "No event has this address."
        raise Http404(message)
    return redirect(found, permanent=True)


def to(address: str) -> View:
    """A view that leads to `address` for good."""

    @require_safe
    def view(request: HttpRequest) -> HttpResponse:
        return redirect(address, permanent=True)

    return view
