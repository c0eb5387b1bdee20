"""Reports of mails that could not be delivered (RFC 3464), read as what they are: from strangers.

Anybody can write such a report. So it counts only for an address that we did write to: either it
names one of our mails and the very address that mail went to, or an address that got a mail from
us in the last weeks. It never stops a mail from being written or sent; it marks the address.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from email import policy
from email.errors import MessageError
from email.message import Message
from email.parser import BytesParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from foundation.base import words
from foundation.base.models import Bounce, Mail

# A report repeats the mail at most; more is something else.
MOST_BYTES = 2_000_000
MOST_RECIPIENTS = 50
MOST_PARTS = 200
WRITTEN_WITHIN = timedelta(days=30)

_OURS = re.compile(r"<mail-(\d{1,18})@foundation>")
_STATUS = re.compile(r"\b([245])\.\d{1,3}\.\d{1,3}\b")


@dataclass(frozen=True)
class Report:
    """One address that a mail did not reach. `mail_id` is the mail's key, if it is named."""

    email: str
    code: str
    reason: str
    mail_id: int | None

    @property
    def is_permanent(self) -> bool:
        return self.code.startswith("5")


def read(sent: bytes) -> list[Report]:
    """The addresses that a report says were not reached; none when it is no report.

    Whatever is in it, it is answered with a list: nothing is raised.
    """
    if len(sent) > MOST_BYTES:
        return []
    try:
        message = BytesParser(policy=policy.compat32).parsebytes(sent)
        parts = _parts(message)
        status = next((p for p in parts if p.get_content_type() == "message/delivery-status"), None)
        blocks: Any = status.get_payload() if status is not None else None
        if not isinstance(blocks, list):
            return []
        mail_id = _mail_id(parts)
        blocks = blocks[1 : MOST_RECIPIENTS + 1]
        return [found for block in blocks if (found := _report(block, mail_id)) is not None]
    except (MessageError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return []


@transaction.atomic
def store(*, sent: bytes, at: datetime) -> list[Bounce]:
    """Keep what the report `sent` says of addresses that we wrote to; the same report once.

    Returns the rows that are new.
    """
    key = hashlib.sha256(sent).hexdigest()
    found: list[Bounce] = []
    for report in read(sent):
        mail = _mail(report, at)
        if mail is None:
            continue
        row, is_new = Bounce.objects.get_or_create(
            message_key=key,
            email=report.email,
            defaults={
                "code": report.code,
                "is_permanent": report.is_permanent,
                "reason": report.reason,
                "mail": mail,
                "at": at,
            },
        )
        if is_new:
            found.append(row)
    return found


@transaction.atomic
def clear(*, email: str, at: datetime) -> int:
    """The address works again: nothing marks it any more. Returns how many bounces were cleared."""
    return Bounce.objects.standing().filter(email=email.lower()).update(cleared_at=at)


def _mail(report: Report, at: datetime) -> Mail | None:
    """The mail that came back: to this very address, named by the report or written lately."""
    to = Mail.objects.filter(to__iexact=report.email)
    if report.mail_id is not None:
        return to.filter(pk=report.mail_id).first()
    return to.filter(created_at__gt=at - WRITTEN_WITHIN, created_at__lte=at).first()


def _parts(message: Message) -> list[Message]:
    return [part for _number, part in zip(range(MOST_PARTS), message.walk(), strict=False)]


def _mail_id(parts: list[Message]) -> int | None:
    """Which of our mails the report carries, whole or its head only."""
    for text in _named(parts):
        ours = _OURS.search(text)
        if ours:
            return int(ours[1])
    return None


def _named(parts: list[Message]) -> Iterator[str]:
    for part in parts:
        for name in ("Message-ID", "Original-Message-ID", "X-Original-Message-ID", "References"):
            yield str(part.get(name, ""))
        if part.get_content_type() == "text/rfc822-headers":
            yield str(part.get_payload())[:20_000]


def _report(block: Message, mail_id: int | None) -> Report | None:
    """What one block says of one recipient; None unless it failed."""
    if str(block.get("Action", "")).strip().lower() not in {"failed", "delayed"}:
        return None
    status = _STATUS.search(str(block.get("Status", "")))
    address = str(block.get("Original-Recipient") or block.get("Final-Recipient") or "")
    kind, semicolon, email = address.partition(";")
    email = (email if semicolon else kind).strip().strip("<>").lower()
    try:
        validate_email(email)
    except ValidationError:
        return None
    if status is None or status[1] == "2" or len(email) > 254:
        return None
    reason = words.line(str(block.get("Diagnostic-Code", "")))[:300]
    return Report(email, status[0], reason, mail_id)
