"""Logos: a picture somebody sends becomes a file that is safe to show.

What arrives is never kept: pictures are decoded and written anew, drawings (SVG) are rebuilt from
the parts that only draw.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from foundation.base import tokens
from foundation.base.errors import RuleError

from . import drawings, pictures

MOST_BYTES = 2_000_000
TYPES = {"svg": "image/svg+xml", "webp": "image/webp"}


@dataclass(frozen=True)
class Logo:
    """A logo made safe. `kind` is svg or webp."""

    kind: str
    content: bytes

    @property
    def name(self) -> str:
        """A file name that nobody can guess and no other logo has."""
        return f"{tokens.secret()}.{self.kind}"


def made_safe(sent: bytes) -> Logo:
    """The logo in `sent`, whatever its name says it is. Refusals: "too_large" (2 MB), and those of
    `drawings.made_safe` and `pictures.made_safe`.
    """
    if len(sent) > MOST_BYTES:
        raise RuleError(
            _("The file is too large: send one of at most %(most)s MB."),
            code="too_large",
            params={"most": MOST_BYTES // 1_000_000},
        )
    if drawings.looks_like_one(sent):
        return Logo("svg", drawings.made_safe(sent))
    return Logo("webp", pictures.made_safe(sent))
