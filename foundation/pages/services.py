"""What visitors may change: they write to us."""

import hashlib
from datetime import datetime

from django.db import transaction
from django.urls import reverse

from foundation.base import mail
from foundation.base.models import Foundation
from foundation.pages.models import ContactMessage, Topic


@transaction.atomic
def write_message(
    *,
    key: str,
    topic: str,
    name: str,
    email: str,
    organization: str,
    message: str,
    at: datetime,
) -> ContactMessage:
    """Keep a message from the contact form, and mail the sender and the foundation about it.

    `key` names the opened form (`BotGuard.key`). The same form sent twice with the same words is
    kept and mailed once, also when both clicks arrive together: the second gets the first's row.
    Changed words are a message of their own.
    """
    written, is_new = ContactMessage.objects.get_or_create(
        fingerprint=_fingerprint(key, topic, name, email, organization, message),
        defaults={
            "topic": topic,
            "name": name,
            "email": email,
            "organization": organization,
            "message": message,
            "created_at": at,
        },
    )
    if is_new:
        _mail(written, at)
    return written


def _fingerprint(*words: str) -> str:
    return hashlib.sha256("\0".join(words).encode()).hexdigest()


def _mail(written: ContactMessage, at: datetime) -> None:
    """The sender gets no word of the message back: a form must not carry mail to third parties."""
    said = {"number": written.pk, "name": written.name, "topic": Topic(written.topic).label}
    mail.write(
        key=f"contact:{written.pk}:thanks",
        kind="contact_thanks",
        to=written.email,
        context=said,
        at=at,
    )
    foundation = Foundation.objects.first()
    if foundation is None:
        return
    mail.write(
        key=f"contact:{written.pk}:staff",
        kind="contact_staff",
        to=foundation.email,
        reply_to=written.email,
        context={
            **said,
            "email": written.email,
            "organization": written.organization,
            "message": written.message,
            "admin_url": reverse("admin:pages_contactmessage_change", args=[written.pk]),
        },
        at=at,
    )
