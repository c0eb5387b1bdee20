"""Writing mails. They are rows first; the worker sends them (domain 4.2, Mails)."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string

from foundation.base import tasks
from foundation.base.models import Foundation, Mail, MailAttachment, MailState


@dataclass(frozen=True)
class Attachment:
    """A file to send along; with an `inline_id` the HTML shows it as `cid:<inline_id>`."""

    name: str
    content_type: str
    content: bytes
    inline_id: str = ""


@transaction.atomic
def write(
    *,
    key: str,
    kind: str,
    to: str,
    context: Mapping[str, Any],
    at: datetime,
    attachments: Iterable[Attachment] = (),
    reply_to: str = "",
) -> Mail:
    """Write the mail `kind` to the address `to` and queue it for sending.

    The templates are `mail/<kind>.subject.txt`, `mail/<kind>.txt` and `mail/<kind>.html`, rendered
    with `context`, `site_url` and `site_name`. A mail with the same `key` is written once only: the first is
    returned, whatever is passed the second time.
    """
    name = Foundation.objects.values_list("name", flat=True).first() or ""
    values = {**context, "site_url": settings.SITE_URL, "site_name": name}
    # A name typed by a stranger may hold line breaks: a subject is one line.
    subject = " ".join(render_to_string(f"mail/{kind}.subject.txt", values).split())
    mail, created = Mail.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind,
            "to": to,
            "reply_to": reply_to,
            "subject": subject[:200],
            "text": render_to_string(f"mail/{kind}.txt", values),
            "html": render_to_string(f"mail/{kind}.html", values),
            "created_at": at,
            "due_at": at,
        },
    )
    if created:
        MailAttachment.objects.bulk_create(
            MailAttachment(mail=mail, **asdict(file)) for file in attachments
        )
        tasks.send_mail.enqueue(mail.pk)
    return mail


@transaction.atomic
def resend(*, mail: Mail, at: datetime) -> Mail:
    """Send `mail` once more, as it was written. Staff do this when somebody lost it."""
    mail = Mail.objects.select_for_update().get(pk=mail.pk)
    mail.state = MailState.QUEUED
    mail.attempts = 0
    mail.error = ""
    mail.due_at = at
    mail.save(update_fields=["state", "attempts", "error", "due_at"])
    tasks.send_mail.enqueue(mail.pk)
    return mail
