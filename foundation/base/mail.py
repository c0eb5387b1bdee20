"""Writing mails. They are rows first; the worker sends them (domain 4.2, Mails)."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from foundation.base import mailkinds, tasks, words
from foundation.base.errors import RuleError
from foundation.base.models import Foundation, Mail, MailAttachment, MailState, MailText
from foundation.base.words import Words

# The headers a mail may carry beside those of the house: how to unsubscribe (RFC 2369, RFC 8058).
HEADERS = {"List-Unsubscribe", "List-Unsubscribe-Post"}
_HEADER = re.compile(r"[A-Za-z0-9<>:/=@._~%?&,+ -]{1,900}")
# Mails that one task sends, one after the other.
BATCH = 50


@dataclass(frozen=True)
class Attachment:
    """A file to send along; with an `inline_id` the HTML shows it as `cid:<inline_id>`."""

    name: str
    content_type: str
    content: bytes
    inline_id: str = ""


@dataclass(frozen=True)
class Draft:
    """A mail before it is a row: what `write` takes, to be looked at or written.

    `values` fill the placeholders of the words; `scope` says where staff may have changed them.
    """

    kind: str
    to: str
    context: Mapping[str, Any]
    values: Mapping[str, str] = field(default_factory=dict)
    scope: str = ""
    attachments: Sequence[Attachment] = ()
    reply_to: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    at_most_once: bool = False


@dataclass(frozen=True)
class Rendered:
    """What a mail says."""

    subject: str
    text: str
    html: str


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
    values: Mapping[str, str] | None = None,
    scope: str = "",
    headers: Mapping[str, str] | None = None,
) -> Mail:
    """Write the mail `kind` to the address `to` and queue it for sending.

    The templates are `mail/<kind>.txt` and `mail/<kind>.html`, rendered with `context`, `site_url`
    and `site_name`. A kind that was declared (see `mailkinds`) begins with words that staff may
    change per `scope`, filled in with `values`; any other has `mail/<kind>.subject.txt` too. A mail with
    the same `key` is written once only: the first is returned, whatever is passed the second time.
    Raises RuleError `address` or `header` for what would break out of its line.
    """
    draft = Draft(
        kind, to, context, values or {}, scope, tuple(attachments), reply_to, headers or {}
    )
    return post(key=key, draft=draft, at=at)


@transaction.atomic
def post(*, key: str, draft: Draft, at: datetime, rendered: Rendered | None = None) -> Mail:
    """Write `draft` once by `key` and queue it; see `write`. `rendered` is said instead."""
    row = _row(key, draft, rendered or render(draft), at)
    kept = {name: getattr(row, name) for name in _WRITTEN}
    mail, created = Mail.objects.get_or_create(key=key, defaults=kept)
    if created:
        MailAttachment.objects.bulk_create(
            MailAttachment(mail=mail, **asdict(file)) for file in draft.attachments
        )
        tasks.send_mail.enqueue(mail.pk)
    return mail


@transaction.atomic
def post_many(
    *, drafts: Mapping[str, Draft], at: datetime, chosen: Words | None = None
) -> dict[str, int]:
    """Write many drafts of one kind by key, all with the words `chosen` if they are declared;
    the rows' keys by key.

    A key that was written before is not written again, nor queued again. Four statements for the
    rows and one for each fifty that are queued, whatever their number. Attachments are not taken.
    """
    name = _site_name()
    known = set(Mail.objects.filter(key__in=drafts).values_list("key", flat=True))
    Mail.objects.bulk_create(
        (
            _row(key, draft, _render(draft, chosen, name), at)
            for key, draft in drafts.items()
            if key not in known
        ),
        ignore_conflicts=True,
    )
    found = dict(Mail.objects.filter(key__in=drafts).values_list("key", "pk"))
    queued = sorted(pk for key, pk in found.items() if key not in known)
    for start in range(0, len(queued), BATCH):
        tasks.send_mails.enqueue(queued[start : start + BATCH])
    return found


def render(draft: Draft, chosen: Words | None = None) -> Rendered:
    """What `draft` says: with the words `chosen`, else those that staff set, else the default."""
    return _render(draft, chosen or words_of(draft.kind, draft.scope), _site_name())


def words_of(kind: str, scope: str = "") -> Words | None:
    """The words in force for a declared kind: of `scope`, of everywhere, or the default.

    A text that no longer can be filled in, as its placeholders have changed, is passed over.
    """
    declared = mailkinds.find(kind)
    if declared is None:
        return None
    rows = MailText.objects.filter(kind=kind, scope__in={scope, ""}).order_by("-scope")
    for row in rows:
        if not words.strange(row.subject + "\n" + row.body, declared.places):
            return Words(row.subject, row.body)
    return declared.default


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


_WRITTEN = (
    *("kind", "to", "reply_to", "subject", "text", "html", "headers", "at_most_once"),
    *("created_at", "due_at"),
)


def _row(key: str, draft: Draft, rendered: Rendered, at: datetime) -> Mail:
    for address in (draft.to, draft.reply_to):
        if words.line(address, keep_ends=True) != address:
            raise RuleError(_("An e-mail address is one line."), code="address")
    for name, value in draft.headers.items():
        if name not in HEADERS or not _HEADER.fullmatch(value):
            raise RuleError(_("A mail cannot carry this header."), code="header")
    return Mail(
        key=key,
        kind=draft.kind,
        to=draft.to,
        reply_to=draft.reply_to,
        subject=rendered.subject,
        text=rendered.text,
        html=rendered.html,
        headers=dict(draft.headers),
        at_most_once=draft.at_most_once,
        created_at=at,
        due_at=at,
    )


def _site_name() -> str:
    return Foundation.objects.values_list("name", flat=True).first() or ""


def _render(draft: Draft, chosen: Words | None, name: str) -> Rendered:
    context = {**draft.context, "site_url": settings.SITE_URL, "site_name": name}
    declared = mailkinds.find(draft.kind)
    if declared is None or chosen is None:
        subject: str = render_to_string(f"mail/{draft.kind}.subject.txt", context)
    else:
        subject = words.subject(chosen, draft.values)
        context["words_text"] = words.text(chosen, declared.places, draft.values)
        context["words_html"] = words.html(chosen, declared.places, draft.values)
    return Rendered(
        # A name typed by a stranger may hold line breaks: a subject is one line.
        subject=words.line(subject)[: words.MOST_SUBJECT],
        text=render_to_string(f"mail/{draft.kind}.txt", context),
        html=render_to_string(f"mail/{draft.kind}.html", context),
    )
