"""Pictures of pixels: decoded, made small, written anew without anything that came along."""

import io
import warnings

from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from foundation.base.errors import RuleError

FORMATS = ("PNG", "JPEG", "WEBP", "GIF")
# What may be decoded, and what is kept: twice the largest size that a page shows.
MOST_PIXELS = 25_000_000
LEAST_SIDE = 32
KEPT = (800, 800)


def made_safe(sent: bytes) -> bytes:
    """The picture as WebP of at most 800 × 800, its first frame only, without metadata.

    Refusals: "no_picture" (cannot be read), "too_many_pixels" (25 million), "too_small".
    """
    try:
        with warnings.catch_warnings():
            # Pillow only warns of a picture between its two limits; ours is lower than both.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(sent), formats=FORMATS)
        _check(*picture.size)
        is_photograph = picture.format == "JPEG"
        upright = ImageOps.exif_transpose(picture)
        is_see_through = "transparency" in upright.info or "A" in upright.getbands()
        clean = upright.convert("RGBA" if is_see_through else "RGB")
        clean.thumbnail(KEPT)
        written = io.BytesIO()
        clean.save(written, "WEBP", lossless=not is_photograph, quality=90)
    except Image.DecompressionBombError:
        raise _too_many() from None
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError, OverflowError):
        raise RuleError(
            _("This is no picture we can read: send a PNG, JPEG, WebP, GIF or SVG file."),
            code="no_picture",
        ) from None
    return written.getvalue()


def _check(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        raise _too_many()
    if max(width, height) < LEAST_SIDE:
        raise RuleError(
            _("The picture is too small: the longer side must have at least %(least)s pixels."),
            code="too_small",
            params={"least": LEAST_SIDE},
        )


def _too_many() -> RuleError:
    return RuleError(
        _("The picture has too many pixels: send one of at most 5000 × 5000."),
        code="too_many_pixels",
    )
