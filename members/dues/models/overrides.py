"""When staff say that a rule waits: until a day, and why (issue: a staff override)."""

from datetime import date
from typing import Self

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.base import clock, history
from members.models import Membership


class OverrideQuerySet(models.QuerySet["Override"]):
    def on(self, day: date) -> Self:
        """Those in force on `day`."""
        return self.filter(span__contains=day)


@history.tracked
class Override(models.Model):
    """In this span a membership is in good standing whatever the rules of terms say: it neither
    lapses nor ends nor is reminded, and may still elect. Afterwards the rules apply again."""

    membership = models.ForeignKey(Membership, models.PROTECT, related_name="overrides")
    span = DateRangeField(_("from and until"))
    reason = models.CharField(_("reason"), max_length=300)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    created_at = models.DateTimeField(_("decided at"), default=clock.now, editable=False)

    objects = OverrideQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("override")
        verbose_name_plural = _("overrides")
        constraints = [
            ExclusionConstraint(
                name="override_one_at_a_time",
                expressions=[
                    ("membership", RangeOperators.EQUAL),
                    ("span", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("There is an override in part of that time already."),
            ),
            models.CheckConstraint(
                condition=Q(
                    span__isempty=False,
                    span__startswith__isnull=False,
                    span__endswith__isnull=False,
                ),
                name="override_has_an_end",
                violation_error_message=_("An override needs a first and a last day."),
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="override_has_a_reason",
                violation_error_message=_("Say why the rule waits."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.membership}: {self.reason}"
