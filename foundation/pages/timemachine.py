"""Staff look at the site from another moment; nobody else's clock changes (design, The clock).

The moment stands in a signed cookie that is good for one member of the staff. Pages are shown as
they would be then and are kept by nobody; what would change something is refused meanwhile.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control

from foundation.base import clock

COOKIE = "seen_at"
SALT = "foundation.pages.timemachine"
LASTS = timedelta(hours=8)

SAFE = {"GET", "HEAD", "OPTIONS"}
# Where staff work the clock is the real one, whatever they look at elsewhere.
APART = ("/admin/", "/account/", "/healthz/", "/readyz/", "/billing/")


def remember(response: HttpResponse, *, user: Any, moment: datetime) -> None:
    """Have the reader's browser keep `moment` for this member of the staff, for eight hours."""
    value = signing.dumps([user.pk, moment.isoformat()], salt=SALT)
    response.set_cookie(
        COOKIE,
        value,
        max_age=LASTS,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def moment_of(request: HttpRequest) -> datetime | None:
    """The moment that this reader looks from. A cookie that is forged, late, or of somebody who is
    no staff (any more) is none. No query without the cookie."""
    sent = request.COOKIES.get(COOKIE)
    if not sent:
        return None
    try:
        key, moment = signing.loads(sent, salt=SALT, max_age=LASTS)
        found = datetime.fromisoformat(moment)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    user = request.user
    return found if user.is_authenticated and user.is_staff and user.pk == key else None


class TimeMachine:
    """Middleware: shows public pages from the moment that this member of the staff has chosen."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as of then, or refuse what would change something now."""
        if request.path_info.startswith(APART):
            return self.get_response(request)
        moment = moment_of(request)
        if moment is None:
            return self.get_response(request)
        with clock.visited(moment):
            if request.method in SAFE:
                response = self.get_response(request)
            else:
                response = render(
                    request,
                    "foundation/pages/not_then.html",
                    {"moment": moment},
                    status=HTTPStatus.CONFLICT,
                )
        patch_cache_control(response, private=True, no_store=True)
        return response
