"""What a provider has told us: each message once, with what became of it."""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.base import clock

from .payments import Payment


class EventState(models.TextChoices):
    RECEIVED = "received", _("To be acted on")
    HANDLED = "handled", _("Acted on")
    FLAGGED = "flagged", _("For staff")


class ProviderEventQuerySet(models.QuerySet["ProviderEvent"]):
    def due(self, at: datetime) -> Self:
        """Messages that nobody has acted on by the time they should."""
        return self.filter(state=EventState.RECEIVED, due_at__lte=at)


class ProviderEvent(models.Model):
    """A message whose signature was right. It holds amounts and numbers, and nothing personal."""

    event_id = models.CharField(_("number at the provider"), max_length=255, unique=True)
    kind = models.CharField(_("kind"), max_length=100)
    payload: models.JSONField[Any, Any] = models.JSONField(_("what it says"))
    payment = models.ForeignKey(
        Payment,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="events",
        verbose_name=_("card payment"),
    )
    state = models.CharField(
        _("state"), max_length=8, choices=EventState, default=EventState.RECEIVED
    )
    error = models.CharField(_("why"), max_length=300, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    received_at = models.DateTimeField(_("received at"), default=clock.now, editable=False)
    due_at = models.DateTimeField(default=clock.now, editable=False)
    handled_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        _("acted on at"), null=True, blank=True
    )

    objects = ProviderEventQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("message of the card provider")
        verbose_name_plural = _("messages of the card provider")
        indexes = [
            models.Index(
                fields=["state", "due_at"],
                condition=Q(state__in=["received", "flagged"]),
                name="provider_event_open",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=EventState.values), name="provider_event_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state=EventState.HANDLED, handled_at__isnull=False)
                | ~Q(state=EventState.HANDLED),
                name="provider_event_handled_has_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=EventState.FLAGGED) | ~Q(error=""),
                name="provider_event_flagged_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}, {self.event_id}"
