"""The logo of a draft as a file that can be looked at and does nothing."""

from typing import Any, Protocol

from django.http import Http404, HttpResponse

from members.logos import TYPES

# A drawing is a document: opened by itself it may do nothing.
LOGO_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


class Drawn(Protocol):
    """A draft of something that may have a logo."""

    logo_kind: Any
    logo_content: Any


def picture(draft: Drawn) -> HttpResponse:
    """The logo that a draft holds; 404 where it has none."""
    if not draft.logo_kind:
        raise Http404
    headers = {"Content-Security-Policy": LOGO_POLICY, "Cache-Control": "no-store, private"}
    content = bytes(draft.logo_content or b"")
    return HttpResponse(content, content_type=TYPES[draft.logo_kind], headers=headers)
