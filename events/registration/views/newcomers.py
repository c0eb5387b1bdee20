"""The first page as somebody sees it who comes for the first time: the same for everybody but for
two words in its form. It is made once a second, and everybody gets words of their own.

When sales open, a thousand people ask for this page in the same second.
"""

import re
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from http import HTTPStatus
from time import monotonic

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token

from events.models import Event

from . import baskets
from .doors import keep_private
from .single import ONE

type RegisterView = Callable[[HttpRequest, str], HttpResponse]

MOST_PAGES = 50
# The words of one visitor, as the form holds them.
AFTER_TOKEN, AFTER_BASKET = b'name="csrfmiddlewaretoken" value="', b'name="basket" value="'
OWN = re.compile(rb'(?<=%b)[^"]+|(?<=%b)[^"]+' % (AFTER_TOKEN, AFTER_BASKET))
TOKEN, BASKET = 0, 1


@dataclass(frozen=True, slots=True)
class Page:
    """A page without the words of its visitor: its parts, and whose words stand between them."""

    until: float
    event: Event
    parts: list[bytes]
    words: list[int]


def kept_for_newcomers(view: RegisterView) -> RegisterView:
    """Decorator for the view of the first page: a visitor without a past gets it from memory.

    Without any cookie, and with nothing after the question mark but one ticket. The setting PAGES_KEPT_SECONDS
    says for how long: what the page tells of prices and places is that old at most.
    """
    pages: OrderedDict[tuple[str, str], Page] = OrderedDict()

    @wraps(view)
    def newcomers_first(request: HttpRequest, slug: str) -> HttpResponse:
        if not (settings.PAGES_KEPT_SECONDS and _is_new(request)):
            return view(request, slug)
        key = (slug, request.GET.get(ONE, ""))
        page = pages.get(key)
        if page is not None and page.until > monotonic():
            return _made_out(request, page)
        response = view(request, slug)
        if response.status_code == HTTPStatus.OK and (fresh := _without_words(response, slug)):
            pages[key] = fresh
            while len(pages) > MOST_PAGES:
                pages.popitem(last=False)
        return response

    return newcomers_first


def _is_new(request: HttpRequest) -> bool:
    return request.method == "GET" and not request.COOKIES and request.GET.keys() <= {ONE}


def _without_words(response: HttpResponse, slug: str) -> Page | None:
    """The page to keep; none if nothing is sold on it."""
    content = response.content
    words = [
        TOKEN if content[: found.start()].endswith(AFTER_TOKEN) else BASKET
        for found in OWN.finditer(content)
    ]
    if BASKET not in words:
        return None
    until = monotonic() + settings.PAGES_KEPT_SECONDS
    return Page(until, Event.objects.get(slug=slug), OWN.split(content), words)


def _made_out(request: HttpRequest, page: Page) -> HttpResponse:
    """The page with a token and a basket for this visitor."""
    basket = baskets.new()
    own = (get_token(request).encode(), baskets.sign(page.event, basket).encode())
    content = [page.parts[0]]
    for word, part in zip(page.words, page.parts[1:], strict=True):
        content += (own[word], part)
    response = HttpResponse(b"".join(content))
    return keep_private(baskets.remember(response, page.event, basket))
