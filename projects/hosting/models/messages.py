"""The conversation about an enquiry, which is only ever added to (domain 5)."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.base import clock

from .enquiries import Enquiry
from .guards import MESSAGE_COUNTS, MESSAGE_POSSIBLE, MESSAGE_STAYS

# All that is left of what was written once who asked is erased.
ERASED_WORDS = "Erased"


class Message(models.Model):
    """What staff, or whoever asked for a home, wrote to the other."""

    enquiry = models.ForeignKey(
        Enquiry, models.PROTECT, related_name="messages", verbose_name=_("enquiry")
    )
    is_ours = models.BooleanField(_("written by us"))
    text = models.TextField(_("text"))
    token = models.CharField(
        max_length=64,
        editable=False,
        help_text="The key of the form it came from: a second click stores nothing.",
    )
    written_at = models.DateTimeField(_("written at"), default=clock.now)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("written by"),
    )

    class Meta:
        ordering = ["pk"]
        verbose_name = _("message about an enquiry")
        verbose_name_plural = _("messages about enquiries")
        constraints = [
            models.UniqueConstraint(fields=["enquiry", "token"], name="enquiry_message_once"),
            models.CheckConstraint(condition=~Q(text=""), name="enquiry_message_says_something"),
            models.CheckConstraint(
                condition=Q(is_ours=True) | Q(written_by__isnull=True),
                name="enquiry_message_of_staff_is_ours",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="messages_are_kept", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="message_stays",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func=MESSAGE_STAYS,
            ),
            pgtrigger.Trigger(
                name="message_possible",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=MESSAGE_POSSIBLE,
                declare=[("stand", "text")],
            ),
            pgtrigger.Trigger(
                name="message_counts",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                func=MESSAGE_COUNTS,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enquiry.reference}, {self.written_at:%Y-%m-%d %H:%M}"
