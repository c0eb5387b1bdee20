"""What the settings need to work out from a single environment variable."""

from datetime import UTC, datetime, timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def clock_shift(value: str) -> timedelta:
    """How far domain time differs from the real clock.

    `value` is FOUNDATION_AS_OF: empty, an ISO moment that is "now" as this process starts, or
    `moment@real-moment`, which several processes share so that their clocks agree.
    """
    if not value:
        return timedelta()
    moment, _, anchor = value.partition("@")
    try:
        shown = _utc(moment)
        real = _utc(anchor) if anchor else datetime.now(UTC)
    except ValueError as error:
        message = f"FOUNDATION_AS_OF is {value!r}: write it as 2022-10-10T09:00:00Z."
        raise ImproperlyConfigured(message) from error
    return shown - real


def mailer(url: str, *, folder: Path, local: bool) -> dict[str, Any]:
    """The MAILERS entry for MAIL_URL, such as smtp+tls://user:password@host:587.

    Without one a local process writes its mails as files; production uses localhost.
    """
    if not url:
        if local:
            backend = "django.core.mail.backends.filebased.EmailBackend"
            return {"BACKEND": backend, "OPTIONS": {"file_path": str(folder)}}
        url = "smtp://localhost"
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtp+tls", "smtp+ssl"}:
        message = "MAIL_URL must begin with smtp://, smtp+tls:// or smtp+ssl://."
        raise ImproperlyConfigured(message)
    timeout = parse_qs(parts.query).get("timeout", ["10"])[0]
    options = {
        "host": parts.hostname,
        "port": parts.port or 25,
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "use_tls": parts.scheme == "smtp+tls",
        "use_ssl": parts.scheme == "smtp+ssl",
        "timeout": int(timeout),
    }
    return {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": options,
    }


def _utc(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def card_provider(key: str, secret: str, *, local: bool) -> dict[str, tuple[str, dict[str, str]]]:
    """PAYMENT_VARIANTS: Stripe with its two secrets, the demo's bank if `local`, or no cards.

    Raises ImproperlyConfigured for one secret without the other.
    """
    if bool(key) != bool(secret):
        missing = "STRIPE_WEBHOOK_SECRET" if key else "STRIPE_SECRET_KEY"
        message = f"{missing} is not set: Stripe needs both, the key and the webhook's secret."
        raise ImproperlyConfigured(message)
    if key:
        stripe = {"api_key": key, "endpoint_secret": secret}
        return {"card": ("foundation.billing.providers.stripe_cards.StripeCards", stripe)}
    return {"card": ("foundation.billing.providers.DemoCardProvider", {})} if local else {}


def uploads(url: str) -> dict[str, Any]:
    """The STORAGES entry of what people upload, for MEDIA_BUCKET.

    Empty: the folder MEDIA_ROOT. Otherwise a bucket that speaks S3, such as
    s3://logos?endpoint=https://s3.example&region=eu-1; its keys come from the environment, as
    Amazon's own tools read them. Raises ImproperlyConfigured for anything else.
    """
    if not url:
        return {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    parts = urlsplit(url)
    asked = parse_qs(parts.query)
    if parts.scheme != "s3" or not parts.hostname or asked.keys() - {"endpoint", "region"}:
        message = "MEDIA_BUCKET must look like s3://bucket?endpoint=https://s3.example&region=eu-1."
        raise ImproperlyConfigured(message)
    if find_spec("storages") is None:
        message = "MEDIA_BUCKET needs packages that are not installed: run uv sync --extra s3."
        raise ImproperlyConfigured(message)
    options = {
        "bucket_name": parts.hostname,
        "endpoint_url": asked.get("endpoint", [None])[0],
        "region_name": asked.get("region", [None])[0],
    }
    return {"BACKEND": "foundation.base.bucket.Bucket", "OPTIONS": options}
