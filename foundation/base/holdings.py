"""What the floor holds about people: the mails they got and those they answer to."""

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.base.models import Bounce, Mail, MailAttachment, MailState
from foundation.base.personal import PSEUDONYM, Fate, Holding, declare

GONE = "Erased"
SENT = (MailState.SENT, MailState.FAILED)


def _sent(at: datetime) -> Q:
    return Q(state__in=SENT)


def _with_a_sent_mail(at: datetime) -> Q:
    return Q(mail__state__in=SENT)


WAITS = _("A mail that is just being sent goes a little later.")

declare(
    Holding(
        Bounce,
        _("Mails to me that came back"),
        emails=("email",),
        fate=Fate.GOES,
        tells=("email", "code", "reason", "at"),
    ),
    Holding(
        MailAttachment,
        _("Files of mails to me"),
        emails=("mail__to",),
        fate=Fate.GOES,
        ready=_with_a_sent_mail,
        waits=WAITS,
        first=20,
    ),
    Holding(
        Mail,
        _("Mails to me"),
        emails=("to",),
        fate=Fate.BLANKED,
        because=_("That a mail was sent stays; to whom, and what it said, goes."),
        blanks={
            "to": PSEUDONYM,
            "reply_to": "",
            "subject": GONE,
            "text": GONE,
            "html": "",
            "headers": {},
            "error": "",
        },
        ready=_sent,
        waits=WAITS,
        tells=("kind", "to", "subject", "text", "state", "created_at", "sent_at"),
        first=10,
    ),
    Holding(
        Mail,
        _("Mails of mine to staff"),
        emails=("reply_to",),
        fate=Fate.BLANKED,
        blanks={"reply_to": "", "subject": GONE, "text": GONE, "html": "", "headers": {}},
        ready=_sent,
        waits=WAITS,
        tells=("kind", "subject", "text", "created_at"),
        first=10,
    ),
)
