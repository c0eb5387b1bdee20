"""The conversation about an enquiry: whoever asked and the staff write to each other (domain 5)."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.base.errors import RuleError
from members.accounts.models import User
from projects.hosting import mails
from projects.hosting.models import Enquiry, EnquiryState, Message
from projects.hosting.services.enquiring import enter, locked

# So many messages of who asked are taken in a day: nobody reads more.
MOST_A_DAY = 20


@transaction.atomic
def say(*, enquiry: Enquiry, text: str, token: str, at: datetime) -> Message:
    """Whoever asked writes; staff get a mail when it is the first word since their own.

    The same `token` (the key of the form) keeps it once and returns the first. Refusals: `empty`,
    `sent_already` when the form was sent before with other words, `ended`, `too_many` (20 in 24
    hours).
    """
    row = locked(enquiry)
    if first := _first(row, text, token):
        return first
    _check_open(row)
    since = at - timedelta(days=1)
    if row.messages.filter(is_ours=False, written_at__gt=since).count() >= MOST_A_DAY:
        raise RuleError(
            _("You have written %(most)s messages since yesterday. Wait for our answer."),
            code="too_many",
            params={"most": MOST_A_DAY},
        )
    written = _keep(row, text, token, at, is_ours=False)
    if row.waits_since is None:
        mails.said(written, at)
    return written


@transaction.atomic
def reply(*, enquiry: Enquiry, text: str, token: str, by: User | None, at: datetime) -> Message:
    """Staff write; whoever asked gets a mail with the link. A new enquiry is taken up by it.

    Tokens and refusals are those of `say`, but for `too_many`.
    """
    row = locked(enquiry)
    if first := _first(row, text, token):
        return first
    _check_open(row)
    if row.state == EnquiryState.NEW:
        enter(row, EnquiryState.IN_CONVERSATION, at)
    written = _keep(row, text, token, at, is_ours=True, written_by=by)
    mails.replied(written, at)
    return written


@transaction.atomic
def settle(*, enquiry: Enquiry, at: datetime) -> Enquiry:
    """Their last word needs no answer. Refusal: `not_now` when it does not wait for one."""
    row = locked(enquiry)
    if row.waits_since is None:
        raise RuleError(_("It does not wait for an answer (any more)."), code="not_now")
    row.waits_since = None
    row.save(update_fields=["waits_since"])
    return row


def _first(row: Enquiry, text: str, token: str) -> Message | None:
    """What the form with this key has brought already. The enquiry is locked by then."""
    first = row.messages.filter(token=token).first()
    if first is not None and first.text != text.strip():
        raise RuleError(
            _(
                "You have sent this form before, with other words. Send it again to send these, too."
            ),
            code="sent_already",
        )
    return first


def _check_open(row: Enquiry) -> None:
    if not row.is_open:
        raise RuleError(
            _("This enquiry is at “%(state)s”: nobody reads messages there any more."),
            code="ended",
            params={"state": row.get_state_display()},
        )


def _keep(row: Enquiry, text: str, token: str, at: datetime, **more: Any) -> Message:
    if not text.strip():
        raise RuleError(_("Write something."), code="empty")
    return Message.objects.create(
        enquiry=row, text=text.strip(), token=token, written_at=at, **more
    )
