"""Every mail is a row before it is sent, so that staff see what happened to it."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast
from django.db.models.lookups import Contains
from django.utils.translation import gettext_lazy as _

from foundation.base import clock


class MailState(models.TextChoices):
    QUEUED = "queued", _("Queued")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Failed")


# A worker that has held a mail this long was killed with the mail in its hands.
STUCK_AFTER = timedelta(minutes=10)


class MailQuerySet(models.QuerySet["Mail"]):
    def stuck(self, at: datetime) -> Self:
        """Mails whose worker disappeared while it was sending them, or never came."""
        return self.filter(
            state__in=[MailState.QUEUED, MailState.SENDING], due_at__lt=at - STUCK_AFTER
        )


class Mail(models.Model):
    """One message to one address: what it says, and whether it went out."""

    key = models.CharField(
        _("key"),
        max_length=120,
        unique=True,
        help_text=_("What the mail is about; a second mail with the same key is not written."),
    )
    kind = models.CharField(_("kind"), max_length=60, db_index=True)
    to = models.EmailField(_("to"), db_index=True)
    reply_to = models.EmailField(_("reply to"), blank=True)
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("text"))
    html = models.TextField(_("HTML"), blank=True)
    headers = models.JSONField(
        _("headers"),
        default=dict,
        blank=True,
        help_text=_("How a mail program lets its reader unsubscribe (RFC 8058)."),
    )
    at_most_once = models.BooleanField(
        _("at most once"),
        default=False,
        help_text=_("Not tried again by itself when it may have gone out already."),
    )
    state = models.CharField(_("state"), max_length=7, choices=MailState, default=MailState.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    error = models.TextField(_("last error"), blank=True)
    created_at = models.DateTimeField(_("written at"), default=clock.now)
    due_at = models.DateTimeField(
        _("due at"),
        default=clock.now,
        help_text=_("When it was taken, or may be tried again."),
    )
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=~Q(state=MailState.SENT),
                name="mail_not_sent_yet",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=MailState.values), name="mail_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state=MailState.SENT, sent_at__isnull=False) | ~Q(state=MailState.SENT),
                name="mail_sent_has_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(subject__regex=r"[\r\n]"), name="mail_subject_is_one_line"
            ),
            models.CheckConstraint(
                condition=~Q(to__regex=r"[\r\n]") & ~Q(reply_to__regex=r"[\r\n]"),
                name="mail_addresses_are_one_line",
            ),
            # In JSON every control character is written with a backslash.
            models.CheckConstraint(
                condition=~Q(Contains(Cast("headers", models.TextField()), "\\")),
                name="mail_headers_are_plain",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} → {self.to}"


class MailAttachment(models.Model):
    """A file that goes with a mail, kept so that resending sends the very same."""

    mail = models.ForeignKey(Mail, models.CASCADE, related_name="attachments")
    name = models.CharField(_("file name"), max_length=100)
    content_type = models.CharField(_("content type"), max_length=100)
    content = models.BinaryField(_("content"))
    inline_id = models.CharField(
        _("shown in the mail as"),
        max_length=60,
        blank=True,
        help_text=_("The HTML shows it as cid:...; empty: a file to keep."),
    )

    class Meta:
        ordering = ["pk"]
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")

    def __str__(self) -> str:
        return self.name
