"""Whole public pages, kept in this process for a moment and answered before Django is asked.

A page that was made a second ago is shown again as it was: to readers who are not logged in, and
only if its view is a `public_page`. Nothing has to be told to other processes, and whatever
changes (a price, the last places, a correction by staff) is seen after that second everywhere.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from http import HTTPStatus
from time import monotonic
from typing import Any

from django.conf import settings
from django.http import HttpResponse

type Environ = dict[str, Any]
type Start = Callable[..., Any]
type Application = Callable[[Environ, Start], Iterable[bytes]]
type Headers = list[tuple[str, str]]

# Addresses with other words behind the question mark are other pages: so many are kept at most.
MOST_PAGES = 512
MOST_BYTES = 48 * 1024 * 1024
LONGEST_ADDRESS = 300

# The mark that `public_page` puts on an answer which is the same for everybody.
MARK = "is_for_everybody"


@dataclass(frozen=True, slots=True)
class Page:
    """An answer as it goes over the line, compressed or not, and until when it may be shown."""

    until: float
    headers: Headers
    not_modified: Headers
    etag: str
    body: bytes


class KeptPages:
    """A WSGI application before another one, whose public pages it keeps for `seconds`."""

    def __init__(self, application: Application, *, seconds: float) -> None:
        self.application = application
        self.seconds = seconds
        self._pages: OrderedDict[tuple[str, ...], Page] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        """Answer from memory, or ask and remember."""
        method = environ["REQUEST_METHOD"]
        if method not in {"GET", "HEAD"} or _is_somebody(environ):
            return self.application(environ, start)
        key = _key(environ)
        page = self._pages.get(key)
        if page is not None and page.until > monotonic():
            return _answer(page, environ, start)
        if method == "HEAD" or sum(map(len, key)) > LONGEST_ADDRESS:
            return self.application(environ, start)
        return self._ask(key, environ, start)

    def _ask(self, key: tuple[str, ...], environ: Environ, start: Start) -> Iterable[bytes]:
        """Have the page made whole, whatever the reader has of it already."""
        said: list[Any] = []
        asked = {name: value for name, value in environ.items() if name != "HTTP_IF_NONE_MATCH"}
        response = self.application(asked, lambda *words: said.append(words))
        status, headers = said[0][:2]
        if not (isinstance(response, HttpResponse) and _may_be_kept(response)):
            start(status, headers)
            return response
        page = self._keep(key, headers, response.content)
        response.close()
        return _answer(page, environ, start)

    def _keep(self, key: tuple[str, ...], headers: Headers, body: bytes) -> Page:
        named = {name.lower(): value for name, value in headers}
        page = Page(
            until=monotonic() + self.seconds,
            headers=headers,
            not_modified=[row for row in headers if not row[0].lower().startswith("content-")],
            etag=named.get("etag", "").removeprefix("W/"),
            body=body,
        )
        with self._lock:
            self._forget(key)
            self._pages[key] = page
            self._bytes += len(body)
            while len(self._pages) > MOST_PAGES or self._bytes > MOST_BYTES:
                self._forget(next(iter(self._pages)))
        return page

    def _forget(self, key: tuple[str, ...]) -> None:
        page = self._pages.pop(key, None)
        if page is not None:
            self._bytes -= len(page.body)


def _is_somebody(environ: Environ) -> bool:
    """Whether the reader has a session, so that the page might know them."""
    return f"{settings.SESSION_COOKIE_NAME}=" in environ.get("HTTP_COOKIE", "")


def _key(environ: Environ) -> tuple[str, ...]:
    """Everything of a request that a public page can depend on."""
    return (
        environ.get("HTTP_HOST", ""),
        environ.get("HTTP_X_FORWARDED_PROTO", ""),
        environ.get("PATH_INFO", ""),
        environ.get("QUERY_STRING", ""),
        "gzip" if "gzip" in environ.get("HTTP_ACCEPT_ENCODING", "") else "",
    )


def _may_be_kept(response: HttpResponse) -> bool:
    """Whether it is a page for everybody, and made for no cookie of this reader."""
    is_marked = getattr(response, MARK, False) and not response.cookies
    if not is_marked or response.status_code != HTTPStatus.OK:
        return False
    varies = {word.strip().lower() for word in response.get("Vary", "").split(",") if word}
    return varies <= {"accept-encoding"}


def _answer(page: Page, environ: Environ, start: Start) -> list[bytes]:
    has = environ.get("HTTP_IF_NONE_MATCH", "")
    if has and page.etag and (has == "*" or page.etag in _etags(has)):
        start("304 Not Modified", list(page.not_modified))
        return []
    start("200 OK", list(page.headers))
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [page.body]


def _etags(header: str) -> set[str]:
    return {word.strip().removeprefix("W/") for word in header.split(",")}
