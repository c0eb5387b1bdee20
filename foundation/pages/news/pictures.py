"""Pictures of stories: made anew, so that nothing of the camera or the place is left in them."""

from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps

from foundation.base.files import Upload

WIDEST = 1280


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it is kept (WebP), and its size in pixels."""

    content: bytes
    width: int
    height: int


def made_anew(upload: Upload) -> Picture:
    """What was sent, upright, at most 1280 pixels wide and high, without what was written into it."""
    with Image.open(BytesIO(upload.content), formats=["PNG", "JPEG"]) as sent:
        shown = ImageOps.exif_transpose(sent).convert("RGB")
        shown.thumbnail((WIDEST, WIDEST))
        written = BytesIO()
        shown.save(written, "WEBP", quality=80)
        return Picture(written.getvalue(), *shown.size)
