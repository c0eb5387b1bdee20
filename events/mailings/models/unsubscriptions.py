"""Who wants no news: of one event, or of any."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from events.models import Event
from foundation.base import clock


class UnsubscriptionQuerySet(models.QuerySet["Unsubscription"]):
    def about(self, event: Event) -> Self:
        """Those that keep news of `event` away."""
        return self.filter(Q(event=event) | Q(event__isnull=True))


class Unsubscription(models.Model):
    """An address that gets no news. It never keeps away mails about what was booked."""

    email = models.EmailField(_("e-mail"))
    event = models.ForeignKey(
        Event,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="unsubscriptions",
        help_text=_("Empty: no news of any event."),
    )
    created_at = models.DateTimeField(_("since"), default=clock.now)

    objects = UnsubscriptionQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("unsubscription")
        verbose_name_plural = _("unsubscriptions")
        constraints = [
            models.UniqueConstraint(
                fields=["email", "event"],
                nulls_distinct=False,
                name="unsubscription_once",
                violation_error_message=_("This address is unsubscribed already."),
            ),
            models.CheckConstraint(
                condition=Q(email=Lower(F("email"))), name="unsubscription_in_small_letters"
            ),
        ]

    def __str__(self) -> str:
        return self.email
