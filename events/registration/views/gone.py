"""What all are told who send the page of one ticket when the last place has just gone.

It is the same for everybody but for the address they typed, which stands in the field of the
waiting list. So it is made once a second, and two hundred who come too late get it at once.
"""

from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from events.models import Event
from events.registration import reading

from . import baskets, kept
from .doors import keep_private

ONE, TYPED = "one", "attendee_email"
LONGEST = 254

_shelf = kept.Shelf()


def answer(request: HttpRequest, slug: str) -> HttpResponse | None:
    """The answer, if it was given to somebody a moment ago and this visitor has no other."""
    if not _is_alike(request):
        return None
    page = _shelf.get(_key(request, slug))
    if page is None:
        return None
    basket = baskets.named(request, page.event)
    if basket and reading.order_of(basket):
        # The page was sent before, and got a place.
        return None
    words = {kept.EMAIL: request.POST[TYPED][:LONGEST]}
    return keep_private(page.made_out(request, words, HTTPStatus.CONFLICT), was_sent=True)


def keep(request: HttpRequest, event: Event, response: HttpResponse) -> HttpResponse:
    """Keep the answer for those who send the same page within the second."""
    if _is_alike(request) and request.POST[TYPED]:
        _shelf.put(_key(request, event.slug), event, response.content)
    return response


def _is_alike(request: HttpRequest) -> bool:
    """Whether it was sent by somebody of whom nothing is known but what this form says."""
    return (
        bool(settings.PAGES_KEPT_SECONDS)
        and request.method == "POST"
        and TYPED in request.POST
        and request.GET.keys() <= {ONE}
        and kept.is_nobody(request)
    )


def _key(request: HttpRequest, slug: str) -> tuple[str, str]:
    return slug, request.GET.get(ONE, "")
