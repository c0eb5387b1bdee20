"""Files that programs ask for at fixed addresses."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from foundation.base import clock
from foundation.base.caching import public_page

# Nothing secret is named here: these are the first words of addresses everybody knows.
CLOSED = ("/admin/", "/account/", "/me/", "/billing/", "/search/", "/style/", "/letters/")
# Links with secrets, wherever an event's page stands.
CLOSED_BELOW_EVENTS = ("orders", "tickets", "register", "travel-support")
SECURITY_LASTS = timedelta(days=180)


@public_page(minutes=60)
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers are asked to leave alone, and where the map is."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED)]
    lines += [f"Disallow: /events/*/{word}/" for word in CLOSED_BELOW_EVENTS]
    lines += ["", f"Sitemap: {settings.SITE_URL}/sitemap.xml", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@public_page(minutes=60)
@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """How to report a hole in this site (RFC 9116). It expires in real time, on the first hour."""
    expires = clock.real_in(SECURITY_LASTS)
    lines = [
        f"Contact: {settings.SITE_URL}/contact/",
        f"Expires: {expires:%Y-%m-%d}T00:00:00Z",
        "Preferred-Languages: en",
        f"Canonical: {settings.SITE_URL}/.well-known/security.txt",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@cache_control(public=True, max_age=24 * 3600)
@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """For programs that do not read the page's own link to the sign."""
    return redirect(static("img/favicon.ico"))
