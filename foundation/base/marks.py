"""Monogram marks: what stands for an organisation that has given no logo."""

import re
import unicodedata
from functools import lru_cache

from django.utils.html import format_html
from django.utils.safestring import SafeString

TIERS = ("platinum", "gold", "silver", "associate", "donor", "supporter")
# Words that tell nothing about who it is.
_EMPTY = {"the", "of", "and", "for", "inc", "ltd", "llc", "gmbh", "corp", "co", "sa", "ag", "plc"}
_WORD = re.compile(r"[^\W_]+")


# Lists ask for hundreds of them on each page, and always for the same names.
@lru_cache(maxsize=16_384)
def monogram(name: str) -> str:
    """One or two letters for `name`: "China Mobile" gives CM, "Red Hat, Inc." RH, "99Cloud" 9C.

    A short word in capitals keeps its first two letters ("AT&T" gives AT, "IBM" IB).
    """
    words = _WORD.findall(name)
    telling = [word for word in words if word.lower() not in _EMPTY] or words
    if not telling:
        return "?"
    if len(telling) == 1:
        word = telling[0]
        capitals = [letter for letter in word[1:] if letter.isupper()]
        return _plain(word[0] + (capitals[0] if capitals else word[1:2]))
    return _plain(telling[0][0] + telling[1][0])


def _plain(letters: str) -> str:
    """Capitals; a letter outside the site's font loses its accent."""
    decomposed = unicodedata.normalize("NFKD", letters)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).upper()[:2]


def mark(name: str, tier: str = "", *, size: str = "medium") -> SafeString:
    """The monogram of `name` in a tile of its tier's colour, hidden: the name stands beside it.

    `tier` is a slug of `TIERS`; any other gives a neutral tile. `size` is small, medium or large.
    """
    colour = tier if tier in TIERS else "none"
    return format_html(
        '<svg class="mark mark--{} mark--{}" viewBox="0 0 48 48" aria-hidden="true" '
        'focusable="false"><rect class="mark__tile" width="48" height="48" rx="12"/>'
        '<text class="mark__letters" x="24" y="31" text-anchor="middle">{}</text></svg>',
        colour,
        size,
        monogram(name),
    )
