"""Work in the background that belongs to the floor: sending mail."""

import logging
from datetime import timedelta
from email.errors import MessageError
from email.message import MIMEPart
from smtplib import SMTPException, SMTPServerDisconnected

from django.db import transaction
from django.db.models import F
from django.tasks import task

from foundation.base import beat, clock
from foundation.base.envelopes import Envelope
from foundation.base.models import Mail, MailAttachment, MailState

logger = logging.getLogger(__name__)

# Minutes until the next try after the first, second, ... failure; then staff must look.
RETRY_AFTER = (1, 5, 30, 120)

# Errors after which nobody knows whether the mail server had taken the mail already.
UNCLEAR = (TimeoutError, SMTPServerDisconnected)
MAY_HAVE_GONE = "It may have gone out: the connection was lost while it was being sent."


@task()
def send_mail(mail_id: int) -> str:
    """Send one written mail and return the state it ended in.

    The row is claimed first, so two workers with the same mail send it once. A failure is kept
    on the row and tried again later.
    """
    claimed = Mail.objects.filter(pk=mail_id, state=MailState.QUEUED).update(
        state=MailState.SENDING, attempts=F("attempts") + 1, due_at=clock.now()
    )
    if not claimed:
        return "not queued"
    mail = Mail.objects.prefetch_related("attachments").get(pk=mail_id)
    try:
        _message(mail).send()
    except (SMTPException, OSError) as error:
        return _failed(mail, error, again=not (mail.at_most_once and isinstance(error, UNCLEAR)))
    except (ValueError, MessageError) as error:
        # An address or a header that no mail can carry does not become better by waiting.
        return _failed(mail, error, again=False)
    now = clock.now()
    Mail.objects.filter(pk=mail_id).update(state=MailState.SENT, sent_at=now, error="")
    return MailState.SENT.value


@task()
def send_mails(mail_ids: list[int]) -> int:
    """Send these mails one after the other, each as `send_mail` does; returns how many went out.

    Each is claimed on its own: of a batch that was begun twice, every mail goes out once.
    """
    return sum(send_mail.func(pk) == MailState.SENT.value for pk in mail_ids)


def _message(mail: Mail) -> Envelope:
    message = Envelope(
        subject=mail.subject,
        body=mail.text,
        to=[mail.to],
        reply_to=[mail.reply_to] if mail.reply_to else None,
        # The same row keeps its name in every mailbox, so a second delivery is recognisable.
        headers={
            "Message-ID": f"<mail-{mail.pk}@foundation>",
            "Auto-Submitted": "auto-generated",
            **mail.headers,
        },
    )
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    for file in mail.attachments.all():
        message.attach(_part(file))
    return message


def _part(file: MailAttachment) -> MIMEPart:
    kind, _, subtype = file.content_type.partition("/")
    part = MIMEPart()
    part.set_content(
        bytes(file.content),
        maintype=kind,
        subtype=subtype,
        filename=file.name,
        disposition="inline" if file.inline_id else "attachment",
        cid=f"<{file.inline_id}>" if file.inline_id else None,
    )
    return part


@transaction.atomic
def _failed(mail: Mail, error: Exception, *, again: bool) -> str:
    logger.warning("Mail %s could not be sent: %s", mail.pk, error)
    again = again and mail.attempts <= len(RETRY_AFTER)
    state = MailState.QUEUED if again else MailState.FAILED
    wait = timedelta(minutes=RETRY_AFTER[mail.attempts - 1]) if again else timedelta()
    due_at = clock.now() + wait
    Mail.objects.filter(pk=mail.pk).update(state=state, error=str(error)[:1000], due_at=due_at)
    if again:
        send_mail.using(run_after=clock.real_in(wait)).enqueue(mail.pk)
    return state.value


@beat.every(minutes=5)
def requeue_stuck_mails() -> int:
    """Queue again the mails whose worker was killed; returns how many.

    One that must not go out twice, and may have, is left to staff.
    """
    now = clock.now()
    with transaction.atomic():
        unclear = Mail.objects.stuck(now).filter(state=MailState.SENDING, at_most_once=True)
        unclear.update(state=MailState.FAILED, error=MAY_HAVE_GONE)
        stuck = Mail.objects.stuck(now).select_for_update(skip_locked=True)
        found = list(stuck.values_list("pk", flat=True))
        Mail.objects.filter(pk__in=found).update(state=MailState.QUEUED, due_at=now)
        for pk in found:
            send_mail.enqueue(pk)
    return len(found)
