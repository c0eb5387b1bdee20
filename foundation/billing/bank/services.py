"""Statements come in, and what did not match is matched or set aside by hand."""

import hashlib
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from foundation.base.errors import RuleError
from foundation.billing.bank import booking, previews, tasks
from foundation.billing.bank.formats import MOST_BYTES, FileError, movements, tables
from foundation.billing.bank.models import (
    BankLine,
    BankStatement,
    Format,
    LineState,
    Reason,
    Upload,
)
from foundation.billing.models import Account

# A file that nobody confirmed is thrown away.
KEPT = timedelta(days=1)
BATCH = 2000


@transaction.atomic
def upload(*, file_name: str, content: bytes, own_account: str, by: Any, at: datetime) -> Upload:
    """Keep a file until it is confirmed; nothing of it is imported.

    Raises RuleError `too_large`, `seen_before`, or what its format says (FileError).
    """
    if len(content) > MOST_BYTES:
        raise FileError(_("The file is larger than 5 MB: export a shorter time."), code="too_large")
    sha256 = hashlib.sha256(content).hexdigest()
    known = BankStatement.objects.filter(sha256=sha256).first()
    if known:
        raise RuleError(
            _("This file has been imported already, as %(name)s.") % {"name": known.file_name},
            code="seen_before",
        )
    Upload.objects.filter(uploaded_at__lt=at - KEPT).delete()
    draft = Upload(
        file_name=movements.clean(file_name, 200) or _("statement"),
        own_account=previews.own_account(own_account),
        sha256=sha256,
        content=content,
        by=by,
        uploaded_at=at,
    )
    # A file that cannot be read at all is refused here, where another can be chosen.
    previews.read(draft, None)
    draft.save()
    return draft


@transaction.atomic
def import_upload(*, upload_id: int, mapping: tables.Mapping | None, at: datetime) -> BankStatement:
    """Write the lines of an uploaded file and have those that match booked in the background.

    Raises RuleError `gone` if it was confirmed or thrown away meanwhile, `seen_before` if somebody
    else imported the same file, and FileError if it cannot be read.
    """
    draft = Upload.objects.select_for_update().filter(pk=upload_id).first()
    if draft is None:
        raise RuleError(_("This file has been imported, or it lay too long."), code="gone")
    shown = previews.preview(draft, mapping)
    statement = _statement(draft, shown, at)
    BankLine.objects.bulk_create(
        (
            BankLine(
                statement=statement,
                state=verdict.state,
                reason=verdict.reason or "",
                **{name: getattr(line, name) for name in _TOLD},
            )
            # In one order for everybody, so that two imports of the same lines cannot deadlock.
            for line, verdict in sorted(shown.new, key=lambda pair: pair[0].bank_key)
        ),
        ignore_conflicts=True,
        batch_size=BATCH,
    )
    statement.seen_before = len(shown.lines) - statement.lines.count()
    statement.save(update_fields=["seen_before"])
    draft.delete()
    tasks.book_statement.enqueue(statement.pk)
    return statement


_TOLD = (
    *("number", "own_account", "bank_key", "look", "booked_on", "amount", "currency"),
    *("payer", "payer_account", "text", "bank_id"),
)


def _statement(draft: Upload, shown: previews.Preview, at: datetime) -> BankStatement:
    content = bytes(draft.content)
    try:
        with transaction.atomic():
            return BankStatement.objects.create(
                file_name=draft.file_name,
                own_account=shown.reading.own_account,
                sha256=draft.sha256,
                format=Format(previews.format_of(content)),
                left_out=len(shown.reading.bad),
                imported_at=at,
            )
    except IntegrityError:
        raise RuleError(_("This file has been imported already."), code="seen_before") from None


@transaction.atomic
def match(*, line: BankLine, account: Account, at: datetime) -> BankLine:
    """Book `line` on the `account` that staff chose; twice on the same one is once.

    Raises RuleError `matched` when it is booked on another, `currency`, and `no_refund` when money
    went out that no transfer of the account waits for.
    """
    line = booking.lock(line.pk)
    if line.state == LineState.MATCHED:
        if line.account_id == account.pk:
            return line
        raise RuleError(
            _("It is booked already, on %(account)s.") % {"account": line.account}, code="matched"
        )
    return booking.book(line=line, account=account, at=at)


@transaction.atomic
def ignore(*, line: BankLine, why: str, at: datetime) -> BankLine:
    """Set `line` aside: it pays nothing of ours, and `why` says so to whoever asks.

    Raises RuleError `matched` when it is booked, `why` when nothing is said.
    """
    line = booking.lock(line.pk)
    if line.state == LineState.MATCHED:
        raise RuleError(_("It is booked already."), code="matched")
    if not why.strip():
        raise RuleError(_("Say why, for whoever asks later."), code="why")
    line.state, line.reason, line.settled_at = LineState.IGNORED, Reason.BY_HAND, at
    line.note = why.strip()[:200]
    line.save(update_fields=booking.OUTCOME)
    return line


@transaction.atomic
def look_again(*, line: BankLine, at: datetime) -> BankLine:
    """Judge a line anew that did not match or was set aside, and book it if it fits now.

    Raises RuleError `matched` when it is booked.
    """
    line = booking.lock(line.pk)
    if line.state == LineState.MATCHED:
        raise RuleError(_("It is booked already."), code="matched")
    line.state, line.reason, line.note, line.settled_at = LineState.WAITING, "", "", None
    line.save(update_fields=booking.OUTCOME)
    return booking.book_waiting(line_id=line.pk, at=at)
