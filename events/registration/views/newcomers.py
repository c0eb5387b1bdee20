"""The first page, and that of one ticket, as somebody sees it who has ordered nothing yet: the same
for everybody but for two words in its form. It is made once a second, and everybody gets words of
their own.
"""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from events.models import Event
from events.registration import reading

from . import baskets, kept
from .doors import keep_private
from .gone import ONE

type RegisterView = Callable[[HttpRequest, str], HttpResponse]

# What is sold on the page, or can be waited for.
OFFERS = (b'name="basket" value="', b'id="waiting-list"')


def kept_for_newcomers(view: RegisterView) -> RegisterView:
    """Decorator for the view of the first page: a visitor without a past gets it from memory.

    Without any cookie but a token and a basket that holds nothing, and with nothing after the
    question mark but one ticket. No query, or one for the basket.
    """
    shelf = kept.Shelf()

    @wraps(view)
    def newcomers_first(request: HttpRequest, slug: str) -> HttpResponse:
        if not (settings.PAGES_KEPT_SECONDS and _is_alike(request)):
            return view(request, slug)
        key = (slug, request.GET.get(ONE, ""))
        page = shelf.get(key)
        if page is not None:
            basket = baskets.named(request, page.event)
            if basket and reading.order_of(basket):
                return view(request, slug)
            return _made_out(request, page, basket or baskets.new())
        response = view(request, slug)
        if response.status_code == HTTPStatus.OK and any(
            offer in response.content for offer in OFFERS
        ):
            event = Event.objects.get(slug=slug)
            basket = baskets.named(request, event)
            if not (basket and reading.order_of(basket)):
                shelf.put(key, event, response.content)
        return response

    return newcomers_first


def _is_alike(request: HttpRequest) -> bool:
    return request.method == "GET" and request.GET.keys() <= {ONE} and kept.is_nobody(request)


def _made_out(request: HttpRequest, page: kept.Page, basket: str) -> HttpResponse:
    """The page with a token and a basket for this visitor."""
    words = {kept.BASKET: baskets.sign(page.event, basket)}
    response = page.made_out(request, words, HTTPStatus.OK)
    return keep_private(baskets.remember(response, page.event, basket))
