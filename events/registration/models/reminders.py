"""When people are reminded by themselves: one row a mail and a day (domain 4.2, Mails)."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.models import Event
from foundation.base import history

MOST_DAYS = 180


class ReminderQuerySet(models.QuerySet["Reminder"]):
    def in_force(self, at: datetime) -> Self:
        """Those of events that still take place; days are looked at in the event's own zone."""
        return self.filter(Q(event__cancelled_at__isnull=True) | Q(event__cancelled_at__gt=at))


@history.tracked
class Reminder(models.Model):
    """So many days before the day that counts for its kind, a mail goes out; once to each."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="reminders")
    kind = models.CharField(_("reminder"), max_length=40)
    days = models.PositiveSmallIntegerField(_("days before"))

    objects = ReminderQuerySet.as_manager()

    class Meta:
        ordering = ["event", "kind", "-days"]
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        constraints = [
            models.UniqueConstraint(
                fields=["event", "kind", "days"],
                name="reminder_once_a_day",
                violation_error_message=_("The event has this reminder on that day already."),
            ),
            models.CheckConstraint(
                condition=Q(days__gte=1, days__lte=MOST_DAYS),
                name="reminder_days_possible",
                violation_error_message=_("Between 1 and 180 days before."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event}: {self.days} days before"
