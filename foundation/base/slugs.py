"""Slugs: the words in addresses. Some words are pages already and no row may take them."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

RESERVED = frozenset(
    [
        "about",
        "account",
        "admin",
        "agreements",
        "api",
        "applications",
        "badge",
        "board",
        "check-in",
        "contact",
        "enquiry",
        "events",
        "feed",
        "funding",
        "hosting",
        "individual",
        "invitations",
        "join",
        "marketplace",
        "me",
        "members",
        "news",
        "orders",
        "organization",
        "people",
        "projects",
        "recordings",
        "register",
        "reports",
        "schedule",
        "search",
        "services",
        "sessions",
        "speakers",
        "sponsors",
        "statistics",
        "style",
        "teams",
        "wall",
    ]
)


def validate_not_reserved(value: str) -> None:
    """Refuse a slug that is the address of a page."""
    if value in RESERVED:
        raise ValidationError(
            _("“%(slug)s” is the address of a page. Choose another word."),
            code="reserved",
            params={"slug": value},
        )
