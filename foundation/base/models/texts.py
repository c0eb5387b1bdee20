"""Words of mails that staff have changed (domain 4.2, Mails)."""

from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.utils.translation import gettext_lazy as _

from foundation.base import history, words


@history.tracked
class MailText(models.Model):
    """The words around what a kind of mail must say; without a row the default is sent.

    The floor knows no events: `scope` is whatever the room that writes the mail passes along.
    """

    kind = models.CharField(_("mail"), max_length=60)
    scope = models.CharField(
        _("for"), max_length=40, blank=True, help_text=_("Empty: wherever no other text is set.")
    )
    subject = models.CharField(_("subject"), max_length=words.MOST_SUBJECT)
    body = models.TextField(_("text"))

    class Meta:
        ordering = ["kind", "scope"]
        verbose_name = _("text of a mail")
        verbose_name_plural = _("texts of mails")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "scope"],
                name="mail_text_one_per_scope",
                violation_error_message=_("This mail has a text there already: change that one."),
            ),
            models.CheckConstraint(
                condition=~Q(subject="") & ~Q(body=""), name="mail_text_says_something"
            ),
            models.CheckConstraint(
                condition=~Q(subject__regex=r"[\r\n]"), name="mail_text_subject_is_one_line"
            ),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("body"), Value(words.MOST_BODY)),
                name="mail_text_has_an_end",
                violation_error_message=_("The text is too long."),
            ),
        ]

    def __str__(self) -> str:
        return self.subject
