"""Pages of this site as this very process makes them, without a server and a network."""

import io
from functools import cache
from typing import Any
from urllib.parse import urlsplit
from wsgiref.util import setup_testing_defaults

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest


def page(path: str) -> Any:
    """The answer to a visitor who is not logged in, through all the middleware."""
    site = urlsplit(settings.SITE_URL)
    where, _, query = path.partition("?")
    environ = {
        "PATH_INFO": where, "QUERY_STRING": query, "HTTP_HOST": site.netloc,
        "SERVER_NAME": site.hostname or "localhost", "HTTP_X_FORWARDED_PROTO": site.scheme,
        "wsgi.url_scheme": site.scheme, "wsgi.input": io.BytesIO(),
    }  # fmt: skip
    setup_testing_defaults(environ)
    # Not called as a server would: what begins and ends a request would close our connection.
    return _handler().get_response(WSGIRequest(environ))


@cache
def _handler() -> WSGIHandler:
    return WSGIHandler()
