"""Who held which tier when. One tier at a time: the database refuses a second (domain 1)."""

from datetime import date
from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from foundation.base import history
from members import spans

from . import guards
from .organizations import Organization
from .tiers import Tier


class MembershipQuerySet(models.QuerySet["Membership"]):
    def on(self, day: date) -> Self:
        """Memberships known to be held on `day`: what only may have been held is left out."""
        return self.filter(
            Q(started_before__isnull=True) | Q(started_before__lte=day),
            Q(ended_after__isnull=True) | Q(ended_after__gte=day),
            span__contains=day,
        )


class Beginning(models.TextChoices):
    JOINED = "joined", _("Joined")
    UPGRADED = "upgraded", _("Upgraded")
    DOWNGRADED = "downgraded", _("Downgraded")
    REINSTATED = "reinstated", _("Reinstated")
    TOOK_OVER = "took_over", _("Took over another's term")


class Ending(models.TextChoices):
    UPGRADED = "upgraded", _("Upgraded")
    DOWNGRADED = "downgraded", _("Downgraded")
    LEFT = "left", _("Left")
    NOT_RENEWED = "not_renewed", _("Not renewed")
    LAPSED = "lapsed", _("Lapsed: dues unpaid")
    MERGED = "merged", _("Merged into another")
    TAKEN_OVER = "taken_over", _("Taken over by another member")
    ENDED = "ended", _("Ended by the foundation")


@history.tracked
class Membership(models.Model):
    """One organisation in one tier for a span of days.

    The span is half open, [start, end), and is the longest the membership can have been: a first
    day nobody knows is an open bound, or the first day it can have been. `started_before` and
    `ended_after` then say from when until when it is known to have been held (domain 1).
    """

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="memberships", verbose_name=_("organisation")
    )
    tier = models.ForeignKey(Tier, models.PROTECT, related_name="memberships")
    span = DateRangeField(_("from and until"), help_text=_("Leave a day empty if it is not known."))
    started_before = models.DateField(
        _("started before"),
        null=True,
        blank=True,
        help_text=_("When the first day is not known: the day it is known to have been a member."),
    )
    ended_after = models.DateField(
        _("ended after"),
        null=True,
        blank=True,
        help_text=_("When the last day is not known: the day it is known to be still a member."),
    )
    began_as = models.CharField(
        _("how it began"),
        max_length=10,
        choices=Beginning,
        blank=True,
        help_text=_("Empty where nobody wrote it down."),
    )
    ended_as = models.CharField(_("how it ended"), max_length=11, choices=Ending, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["organization", "span"]
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        triggers = [guards.ONE_EXCLUSIVE_TIER]
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
            models.CheckConstraint(
                condition=Q(began_as__in=["", *Beginning.values]),
                name="membership_beginning_known",
            ),
            models.CheckConstraint(
                condition=Q(ended_as="")
                | Q(ended_as__in=Ending.values, span__endswith__isnull=False),
                name="membership_how_it_ended_needs_an_end",
                violation_error_message=_("Say how it ended only together with its last day."),
            ),
            models.CheckConstraint(
                condition=Q(started_before__isnull=True) | Q(span__contains=F("started_before")),
                name="membership_started_before_in_span",
                violation_error_message=_("“Started before” must be a day of the membership."),
            ),
            models.CheckConstraint(
                condition=Q(ended_after__isnull=True) | Q(span__contains=F("ended_after")),
                name="membership_ended_after_in_span",
                violation_error_message=_("“Ended after” must be a day of the membership."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization}: {self.tier}"

    @property
    def since(self) -> str:
        """Since when, in words: "7 September 2021", "before 2021", "2022", or "not known"."""
        return spans.since(self.span.lower, self.started_before)

    @property
    def until(self) -> str:
        """Until when, in words; nothing while it has no end."""
        return spans.until(self.span.upper, self.ended_after)
