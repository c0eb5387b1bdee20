"""Files from strangers: judged by what is in them, never by what they are called."""

import unicodedata
import warnings
from collections.abc import Collection
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any

from django.db import models
from django.http import HttpResponse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from foundation.base.errors import RuleError


class FileKind(models.TextChoices):
    PDF = "pdf", "PDF"
    PNG = "png", "PNG"
    JPEG = "jpeg", "JPEG"


MEGABYTE = 1_000_000
# 50 megapixels: more than any scan or photograph of a document needs.
MOST_PIXELS = 50_000_000
TYPES = {
    FileKind.PDF: "application/pdf",
    FileKind.PNG: "image/png",
    FileKind.JPEG: "image/jpeg",
}
ENDINGS = {FileKind.PDF: "pdf", FileKind.PNG: "png", FileKind.JPEG: "jpg"}
PDF_BEGINS = b"%PDF-"


@dataclass(frozen=True)
class Upload:
    """A file that has been looked into: a plain name that fits its kind, and its bytes."""

    name: str
    kind: FileKind
    content: bytes

    @property
    def content_type(self) -> str:
        return TYPES[self.kind]


def read(sent: Any, *, kinds: Collection[str], most_megabytes: int) -> Upload:
    """What was sent (a Django UploadedFile), if it is one of `kinds` and not too large.

    Raises RuleError `too_large`, `empty`, or `wrong_file` for anything else than it takes.
    """
    if sent.size > most_megabytes * MEGABYTE:
        raise RuleError(
            _("The file is %(size)s MB large: send at most %(most)s MB."),
            code="too_large",
            params={
                "size": round(sent.size / MEGABYTE, 1),
                "most": most_megabytes,
            },
        )
    content = sent.read()
    sent.seek(0)
    if not content:
        raise RuleError(_("The file is empty."), code="empty")
    kind = kind_of(content)
    if kind is None or kind not in kinds:
        taken = [FileKind(one).label for one in kinds]
        raise RuleError(
            _("Send a file of this kind: %(kinds)s. This is something else, whatever its name."),
            code="wrong_file",
            params={"kinds": get_text_list(taken, _("or"))},
        )
    return Upload(plain_name(sent.name, kind), kind, content)


def kind_of(content: bytes) -> FileKind | None:
    """What a file is by its content; None for what we do not take or cannot trust."""
    if content.startswith(PDF_BEGINS):
        return FileKind.PDF if b"%%EOF" in content[-2048:] else None
    return _picture(content)


def _picture(content: bytes) -> FileKind | None:
    """The kind of a whole picture of bearable size."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(content), formats=["PNG", "JPEG"]) as picture:
                width, height = picture.size
                if width * height > MOST_PIXELS:
                    return None
                picture.verify()
                return FileKind((picture.format or "").lower())
    except (
        UnidentifiedImageError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
        OSError,
        SyntaxError,
        ValueError,
    ):
        # Pillow's words for pictures that are broken, lie about their size or unpack into too much.
        return None


def plain_name(sent: str, kind: FileKind) -> str:
    """A name to save the file under: letters, digits and dashes, with the ending of its kind."""
    stem = PurePosixPath(sent.replace("\\", "/")).name.rpartition(".")[0] or "file"
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode()
    kept = "".join(sign if sign.isalnum() else "-" for sign in plain).strip("-")
    return f"{kept[:60] or 'file'}.{ENDINGS[kind]}"


def as_attachment(file: Any) -> HttpResponse:
    """A file (`name`, `content`, `content_type`) to keep: never shown as a page of this site."""
    return HttpResponse(
        bytes(file.content),
        content_type=file.content_type,
        headers={
            "Content-Disposition": f'attachment; filename="{file.name}"',
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "no-store, private",
        },
    )
