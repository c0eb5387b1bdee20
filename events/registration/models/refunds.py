"""Refunds: the rules of an event, and what owners of orders ask for (domain 4.2)."""

from datetime import date, timedelta
from typing import Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.models import Event
from foundation.base import clock, history
from foundation.base.money import MoneyField

from .orders import Order
from .tickets import Ticket


@history.tracked
class RefundRule(models.Model):
    """Until so many days before the event: so many per cent. An event without one gives all back.

    The cut-off of the event itself (`Event.changes_until`) holds whatever the rules say.
    """

    event = models.ForeignKey(Event, models.PROTECT, related_name="refund_rules")
    days_before = models.PositiveSmallIntegerField(
        _("until so many days before the first day"),
        help_text=_("The last day on which it holds is counted in the event's zone."),
    )
    rate = models.DecimalField(
        _("refund, %"),
        max_digits=5,
        decimal_places=2,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    at_once = models.BooleanField(
        _("without asking staff"),
        default=False,
        help_text=_("What is asked for under this rule is granted by itself."),
    )

    class Meta:
        ordering = ["event", "-days_before"]
        verbose_name = _("refund rule")
        verbose_name_plural = _("refund rules")
        constraints = [
            models.UniqueConstraint(
                fields=["event", "days_before"],
                name="refund_rule_one_per_day",
                violation_error_message=_("There is a rule for this day already."),
            ),
            models.CheckConstraint(
                condition=Q(rate__gte=0, rate__lte=100), name="refund_rule_rate_possible"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rate.normalize():f} % – {self.days_before}"

    @property
    def until_on(self) -> date:
        """The last day, in the event's zone, on which it holds."""
        return self.event.starts_on - timedelta(days=self.days_before)


class RefundState(models.TextChoices):
    ASKED = "asked", _("Asked for")
    GRANTED = "granted", _("Granted")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class RefundRequestQuerySet(models.QuerySet["RefundRequest"]):
    def waiting(self) -> Self:
        """Requests that staff have not answered."""
        return self.filter(state=RefundState.ASKED)

    def kept(self) -> Self:
        """Requests that their owner has not withdrawn."""
        return self.exclude(state=RefundState.WITHDRAWN)


@history.tracked
class RefundRequest(models.Model):
    """What an owner asks back for some or all tickets of a paid order, and what staff decided."""

    order = models.ForeignKey(Order, models.PROTECT, related_name="refund_requests")
    tickets = models.ManyToManyField(Ticket, related_name="refund_requests")
    state = models.CharField(
        _("state"), max_length=9, choices=RefundState, default=RefundState.ASKED
    )
    reason = models.TextField(_("why"), max_length=500, blank=True)
    rate = models.DecimalField(
        _("refund by rule, %"), max_digits=5, decimal_places=2, help_text=_("As the rule stood.")
    )
    amount = MoneyField(_("amount by rule"))
    granted = MoneyField(_("amount granted"), null=True, blank=True)
    answer = models.TextField(_("answer to the buyer"), max_length=500, blank=True)
    asked_at = models.DateTimeField(_("asked at"), default=clock.now, editable=False)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
        help_text=_("Empty: by rule, or by the owner who withdrew it."),
    )

    objects = RefundRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("refund request")
        verbose_name_plural = _("refund requests")
        constraints = [
            models.UniqueConstraint(
                fields=["order"],
                condition=Q(state=RefundState.ASKED),
                name="refund_request_one_open_per_order",
            ),
            models.CheckConstraint(
                condition=Q(state__in=RefundState.values), name="refund_request_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state=RefundState.ASKED, decided_at__isnull=True)
                | ~Q(state=RefundState.ASKED) & Q(decided_at__isnull=False),
                name="refund_request_decided_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state=RefundState.GRANTED, granted__gte=0)
                | ~Q(state=RefundState.GRANTED) & Q(granted__isnull=True),
                name="refund_request_granted_has_an_amount",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order}: {self.get_state_display()}"
