"""Who held which tier when. One tier at a time: the database refuses a second (domain 1)."""

from datetime import date
from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.base import history

from .organizations import Organization
from .tiers import Tier


class MembershipQuerySet(models.QuerySet["Membership"]):
    def on(self, day: date) -> Self:
        """Memberships whose span contains `day`."""
        return self.filter(span__contains=day)


@history.tracked
class Membership(models.Model):
    """One organisation in one tier for a span of days.

    The span is half open, [start, end). A bound that is not known is open and is shown as such,
    never invented.
    """

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="memberships")
    tier = models.ForeignKey(Tier, models.PROTECT, related_name="memberships")
    span = DateRangeField(_("from and until"), help_text=_("Leave a day empty if it is not known."))
    started_before = models.DateField(
        _("started before"),
        null=True,
        blank=True,
        help_text=_("When the first day is not known: the day it is known to have been a member."),
    )
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["organization", "span"]
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        indexes = [GistIndex(fields=["span"], name="membership_span")]
        constraints = [
            ExclusionConstraint(
                name="membership_one_tier_at_a_time",
                expressions=[
                    ("organization", RangeOperators.EQUAL),
                    ("span", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("It holds a tier in part of this time already."),
            ),
            models.CheckConstraint(
                condition=Q(span__isempty=False),
                name="membership_lasts_a_day",
                violation_error_message=_("The last day must come after the first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization}: {self.tier}"
