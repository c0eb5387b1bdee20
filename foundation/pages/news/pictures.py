"""Pictures of stories: made anew, so that nothing of the camera or the place is left in them."""

from dataclasses import dataclass
from io import BytesIO

from django.http import HttpResponse
from PIL import Image, ImageOps

from foundation.base.files import Upload
from foundation.pages.news.models import StoryPicture

WIDEST = 1280
# In lists it is shown 240 units wide, on screens with two pixels to the unit.
SMALL = 480


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it is kept (WebP), its size in pixels, and a small one where it is large."""

    content: bytes
    width: int
    height: int
    small: bytes = b""


def made_anew(upload: Upload) -> Picture:
    """What was sent, upright, at most 1280 pixels wide and high, without what was written into it."""
    with Image.open(BytesIO(upload.content), formats=["PNG", "JPEG"]) as sent:
        shown = ImageOps.exif_transpose(sent).convert("RGB")
        shown.thumbnail((WIDEST, WIDEST))
        content, size = _written(shown), shown.size
        if max(size) <= SMALL:
            return Picture(content, *size)
        shown.thumbnail((SMALL, SMALL))
        return Picture(content, *size, small=_written(shown))


def _written(shown: Image.Image) -> bytes:
    written = BytesIO()
    shown.save(written, "WEBP", quality=80)
    return written.getvalue()


def as_picture(row: StoryPicture, *, small: bool = False) -> HttpResponse:
    """A picture that we made ourselves."""
    content = (small and bytes(row.small)) or bytes(row.content)
    response = HttpResponse(content, content_type="image/webp")
    response["X-Content-Type-Options"] = "nosniff"
    return response
