"""Pictures that people send of themselves: decoded, made small and encoded anew."""

import io
import warnings
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

from foundation.base.errors import RuleError

# What is sent is at most this large, in bytes and in pixels; what is kept is a square.
MOST_BYTES = 5_000_000
MOST_PIXELS = 40_000_000
LEAST_SIDE = 64
SIDE = 480
QUALITY = 82
FORMATS = ("JPEG", "PNG", "WEBP")
CONTENT_TYPE = "image/webp"


@dataclass(frozen=True)
class Picture:
    """A WebP of `width` × `height`, without anything but its pixels."""

    content: bytes
    width: int
    height: int


def drawn(content: bytes) -> Picture:
    """A square of the middle of the picture in `content`, at most 480 pixels wide, upright.

    Where and with what it was taken is not kept. Refused, code "picture": more than 5 MB, what is
    no JPEG, PNG or WebP, one that unfolds to more than 40 million pixels, one smaller than 64.
    """
    if len(content) > MOST_BYTES:
        raise RuleError(_("Choose a picture of at most 5 MB."), code="picture")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _encoded(content)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as error:
        if isinstance(error, RuleError):
            raise
        raise RuleError(
            _("This file cannot be read as a picture: choose a JPEG, PNG or WebP."), code="picture"
        ) from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise RuleError(_LARGE, code="picture") from error


_LARGE = _("This picture has too many pixels: choose a smaller one.")


def _encoded(content: bytes) -> Picture:
    # The size stands in the header: it is looked at before a pixel is unfolded.
    with Image.open(io.BytesIO(content), formats=FORMATS) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            raise RuleError(_LARGE, code="picture")
        if min(picture.size) < LEAST_SIDE:
            raise RuleError(_("Choose a picture of at least 64 × 64 pixels."), code="picture")
        upright = ImageOps.exif_transpose(picture).convert("RGB")
    side = min(SIDE, *upright.size)
    square = ImageOps.fit(upright, (side, side), Image.Resampling.LANCZOS)
    kept = io.BytesIO()
    # A new picture of the same pixels: no colour profile, no comment, no place.
    clean = Image.new("RGB", square.size)
    clean.paste(square)
    clean.save(kept, "WEBP", quality=QUALITY)
    return Picture(kept.getvalue(), side, side)
