"""What people uploaded and staff let stand (logos), from wherever it is stored."""

import logging
from pathlib import PurePosixPath

from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from foundation.base.errors import RuleError

TYPES = {
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
}
LONGEST = 200
# Each file has a name of its own and never changes. A drawing opened by itself may do nothing.
HEADERS = {
    "Cache-Control": "public, max-age=31536000, immutable",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
}
LATER = {"Retry-After": "30", "Cache-Control": "no-store"}

log = logging.getLogger(__name__)


@require_safe
def media(request: HttpRequest, path: str) -> HttpResponse:
    """A picture; 404 where there is none, 503 while the store does not answer."""
    kind = TYPES.get(PurePosixPath(path).suffix)
    if kind is None or len(path) > LONGEST or "\0" in path:
        raise Http404
    try:
        with default_storage.open(path) as file:
            content = file.read()
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError) as error:
        raise Http404 from error
    except RuleError:
        log.exception("The store of files does not answer: %s", path)
        return HttpResponse("Not now: try again in a moment.\n", status=503, headers=LATER)
    return HttpResponse(content, content_type=kind, headers=HEADERS)
