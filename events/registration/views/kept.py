"""Pages kept for a moment that are the same for everybody but for a few words in their forms.

When sales open, a thousand people ask for the first page in the same second, and when the last
place is gone, as many are told so. The setting PAGES_KEPT_SECONDS says for how long a page is
shown again: what it tells of prices and places is that old at most.
"""

import re
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from time import monotonic

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.utils.html import escape

from events.models import Event

from . import baskets

MOST_PAGES = 50
# The words of one visitor, as forms hold them.
TOKEN, BASKET, EMAIL = "csrfmiddlewaretoken", "basket", "email"
OWN = re.compile(
    b"|".join(rb'(?<=name="%b" value=")[^"]*' % name.encode() for name in (TOKEN, BASKET, EMAIL))
)


@dataclass(frozen=True, slots=True)
class Page:
    """A page without the words of its visitor: its parts, and whose words stand between them."""

    until: float
    event: Event
    parts: list[bytes]
    words: list[str]

    def made_out(self, request: HttpRequest, words: Mapping[str, str], status: int) -> HttpResponse:
        """The page with a token and the `words` of this visitor, by name."""
        own = dict(words)
        if TOKEN in self.words:
            own[TOKEN] = get_token(request)
        content = [self.parts[0]]
        for word, part in zip(self.words, self.parts[1:], strict=True):
            content += (escape(own.get(word, "")).encode(), part)
        return HttpResponse(b"".join(content), status=status)


def is_nobody(request: HttpRequest) -> bool:
    """Whether nothing is known of a visitor but a token and a basket."""
    return all(
        name == settings.CSRF_COOKIE_NAME or name.startswith(baskets.COOKIE)
        for name in request.COOKIES
    )


class Shelf:
    """Some pages by a key. Each process has its own."""

    def __init__(self) -> None:
        self._pages: OrderedDict[tuple[str, str], Page] = OrderedDict()

    def get(self, key: tuple[str, str]) -> Page | None:
        """The page, unless its time is over."""
        page = self._pages.get(key)
        return page if page is not None and page.until > monotonic() else None

    def put(self, key: tuple[str, str], event: Event, content: bytes) -> None:
        """Keep a page that has been made for somebody; the oldest of too many goes."""
        until = monotonic() + settings.PAGES_KEPT_SECONDS
        self._pages[key] = Page(until, event, OWN.split(content), words_of(content))
        while len(self._pages) > MOST_PAGES:
            self._pages.popitem(last=False)


def words_of(content: bytes) -> list[str]:
    """Which words of its visitor a page holds, in their order."""
    before = (content[found.start() - 40 : found.start()] for found in OWN.finditer(content))
    return [each.removesuffix(b'" value="').rpartition(b'"')[2].decode() for each in before]
