"""Public pages are the same for everybody: browsers and proxies may keep them for a while."""

import gzip
import re
from collections.abc import Callable
from functools import lru_cache, wraps
from http import HTTPStatus
from typing import Concatenate, cast

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.response import SimpleTemplateResponse
from django.utils.cache import (
    get_conditional_response,
    patch_cache_control,
    patch_vary_headers,
    set_response_etag,
)
from django.utils.http import parse_http_date_safe

from foundation.base import kept

# How long a stale copy may still be shown while a fresh one is fetched behind it.
STALE_MINUTES = 10

# Shorter answers grow when they are compressed.
WORTHWHILE = 200
ZIP = re.compile(r"\bgzip\b")


def public_page[**Args](
    *, minutes: float = 1
) -> Callable[
    [Callable[Concatenate[HttpRequest, Args], HttpResponseBase]],
    Callable[Concatenate[HttpRequest, Args], HttpResponseBase],
]:
    """Decorator for a view whose answer has no per-user part: it may be cached for `minutes`.

    The answer gets `Cache-Control: public` and an ETag, is compressed for those who read gzip, and
    a visitor who has it already, by ETag or by the Last-Modified of the view, gets an empty 304. Only a 200 to GET or HEAD is public. An answer
    that sets a cookie or holds a form's csrf token belongs to one visitor: it is marked
    `private, no-store` instead.

    Use it closest to the network, above `require_safe`:

        @public_page(minutes=5)
        @require_safe
        def catalogue(request: HttpRequest) -> HttpResponse: ...
    """

    def decorate(
        view: Callable[Concatenate[HttpRequest, Args], HttpResponseBase],
    ) -> Callable[Concatenate[HttpRequest, Args], HttpResponseBase]:
        @wraps(view)
        def cached(
            request: HttpRequest, *args: Args.args, **named: Args.kwargs
        ) -> HttpResponseBase:
            response = view(request, *args, **named)
            if isinstance(response, SimpleTemplateResponse):
                response.render()
            if is_personal(request, response):
                patch_cache_control(response, private=True, no_store=True)
                return response
            if request.method not in {"GET", "HEAD"} or response.status_code != HTTPStatus.OK:
                return response
            return _shared(request, response, seconds=int(minutes * 60))

        return cast("Callable[Concatenate[HttpRequest, Args], HttpResponseBase]", cached)

    return decorate


def is_personal(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether the answer was made for one visitor: it sets a cookie or holds a csrf token."""
    return bool(response.cookies) or bool(request.META.get("CSRF_COOKIE_NEEDS_UPDATE"))


def _shared(request: HttpRequest, response: HttpResponseBase, *, seconds: int) -> HttpResponseBase:
    # What must be asked for again when its time is over (news under embargo) is never shown stale.
    is_strict = "must-revalidate" in response.get("Cache-Control", "")
    stale = {} if is_strict else {"stale_while_revalidate": STALE_MINUTES * 60}
    patch_cache_control(response, public=True, max_age=seconds, **stale)
    if not isinstance(response, HttpResponse):  # a stream has no end to take a hash of
        return response
    setattr(response, kept.MARK, True)
    if not response.has_header("ETag"):
        set_response_etag(response)
    conditional = get_conditional_response(
        request,
        etag=response.get("ETag"),
        last_modified=parse_http_date_safe(response.get("Last-Modified", "")),
        response=response,
    )
    if conditional is not None and conditional is not response:
        return conditional
    return _compressed(request, response)


def _compressed(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The answer as GZipMiddleware would send it, but a page is compressed once only.

    Nothing secret stands on a public page, so its length gives nothing away: it needs no padding.
    """
    if len(response.content) < WORTHWHILE or response.has_header("Content-Encoding"):
        return response
    patch_vary_headers(response, ("Accept-Encoding",))
    if not ZIP.search(request.headers.get("Accept-Encoding", "")):
        return response
    response.content = _zipped(response.content)
    response["Content-Length"] = str(len(response.content))
    response["Content-Encoding"] = "gzip"
    etag = response["ETag"]
    response["ETag"] = etag if etag.startswith("W/") else f"W/{etag}"
    return response


@lru_cache(maxsize=256)
def _zipped(content: bytes) -> bytes:
    return gzip.compress(content, 6, mtime=0)
