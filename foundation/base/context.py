"""What every page is given: who runs this site."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:
    """The name and the address of the foundation, and where this page lives."""
    return {"site_url": settings.SITE_URL, "site_name": "OpenInfra Foundation"}
