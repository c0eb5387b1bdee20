"""Slugs: the words in addresses. Some words are pages already and no row may take them."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.text import slugify
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
        "deployments",
        "ecosystem",
        "enquiry",
        "events",
        "feed",
        "figures",
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


# Letters that are not another one with a mark, and that `slugify` would drop.
_LETTERS = str.maketrans({
    "æ": "ae", "œ": "oe", "ø": "o", "ß": "ss", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i",
    "Æ": "Ae", "Œ": "Oe", "Ø": "O", "ẞ": "Ss", "Ł": "L", "Đ": "D", "Ð": "D", "Þ": "Th",
})  # fmt: skip


def slug_of(text: str) -> str:
    """The word for an address that `text` gives: "Ærø Łódź" is `aero-lodz`."""
    return slugify(text.translate(_LETTERS))


def free_slug(text: str, *holders: QuerySet[Any], length: int, otherwise: str) -> str:
    """A word for an address that no page and no row of `holders` (by `slug`) has.

    Made of `text`, up to `length` letters, or of `otherwise` if nothing of it can be kept; numbered
    from 2 where it is taken. Two who ask at once may get the same: the database refuses one.
    """
    stem = slug_of(text)[:length].strip("-") or otherwise
    taken = set(RESERVED)
    for rows in holders:
        taken.update(rows.filter(slug__startswith=stem).values_list("slug", flat=True))
    number, slug = 1, stem
    while slug in taken:
        number += 1
        slug = f"{stem}-{number}"
    return slug


def validate_not_reserved(value: str) -> None:
    """Refuse a slug that is the address of a page."""
    if value in RESERVED:
        raise ValidationError(
            _("“%(slug)s” is the address of a page. Choose another word."),
            code="reserved",
            params={"slug": value},
        )
