"""Uploads in a bucket that speaks S3: every web node finds the same files there.

Only loaded where MEDIA_BUCKET names one.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.core.files.base import ContentFile
from django.utils.encoding import filepath_to_uri
from django.utils.translation import gettext as _
from storages.s3 import S3Storage

from foundation.base.errors import RuleError

PATIENCE = {"connect_timeout": 3, "read_timeout": 10, "retries": {"total_max_attempts": 2}}
# Buckets of others than Amazon do not know the checksums that its library would add.
PLAIN = {
    "request_checksum_calculation": "when_required",
    "response_checksum_validation": "when_required",
}


class Bucket(S3Storage):
    """Files that are private in their bucket and shown by this site, under its own address."""

    def __init__(self, **options: Any) -> None:
        # A name is never given twice, so that what was shown under it can be kept for good.
        super().__init__(**options, file_overwrite=False, client_config=Config(**PATIENCE, **PLAIN))

    def url(self, name: str, *_args: Any, **_kwargs: Any) -> str:
        return f"{settings.MEDIA_URL}{filepath_to_uri(name)}"

    def _open(self, name: str, mode: str = "rb") -> ContentFile[bytes]:
        # Read at once, so that whoever reads it meets no failure of the bucket half-way.
        with refused_in_words(), super()._open(name, mode) as found:
            return ContentFile(found.read(), name)

    def _save(self, name: str, content: Any) -> str:
        with refused_in_words():
            saved: str = super()._save(name, content)
        return saved

    def exists(self, name: str) -> bool:
        with refused_in_words():
            return bool(super().exists(name))


@contextmanager
def refused_in_words() -> Iterator[None]:
    """A bucket that does not answer is a refusal: "no_store". What was begun is rolled back."""
    try:
        yield
    except (BotoCoreError, ClientError) as error:
        message = _("The store of files does not answer. Nothing was changed: try again later.")
        raise RuleError(message, code="no_store") from error
