"""What every page is given: who runs this site."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from foundation.base import clock


def site(request: HttpRequest) -> dict[str, Any]:
    """The name and the seat of the foundation, the address in front of all paths, and the moment
    that staff look from if it is another one."""
    return {
        "seen_at": clock.visit(),
        "site_url": settings.SITE_URL,
        "site_name": settings.SITE_NAME,
        "site_address": settings.SITE_ADDRESS,
    }
