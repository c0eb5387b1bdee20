"""Which organisation does what for a project, and when (domain 5, 3 Forces)."""

from datetime import date
from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.base import history
from members import spans
from members.models import Organization
from projects.models import Project


class TieKind(models.TextChoices):
    FUND = "fund", _("Funds it")
    SPONSOR = "sponsor", _("Sponsors it")
    SHIP = "ship", _("Ships a product of it")
    HOST = "host", _("Hosts it as a service")
    TRAIN = "train", _("Trains people in it")
    HIRE = "hire", _("Hires people to work on it")


class TieQuerySet(models.QuerySet["Tie"]):
    def on(self, day: date) -> Self:
        """Those that hold on `day`; a first day that nobody knows lies before it."""
        return self.filter(span__contains=day)


@history.tracked
class Tie(models.Model):
    """One organisation does one kind of thing for one project, for a span of days.

    The span is half open, [start, end); a day that nobody knows is an open bound.
    """

    organization = models.ForeignKey(
        Organization, models.CASCADE, related_name="ties", verbose_name=_("organisation")
    )
    project = models.ForeignKey(
        Project, models.CASCADE, related_name="ties", verbose_name=_("project")
    )
    kind = models.CharField(_("what it does"), max_length=7, choices=TieKind)
    span = DateRangeField(_("from and until"), help_text=_("Leave a day empty if it is not known."))
    source = models.CharField(
        _("source"), max_length=300, help_text=_("Where this is said. It is printed on the page.")
    )

    verified_on = models.DateField(
        _("looked up on"),
        null=True,
        blank=True,
        help_text=_("When somebody read the source. Empty: nobody has, and the page says so."),
    )

    objects = TieQuerySet.as_manager()

    class Meta:
        ordering = ["project", "kind", "organization"]
        verbose_name = _("tie to a project")
        verbose_name_plural = _("ties to projects")
        constraints = [
            ExclusionConstraint(
                name="tie_one_of_a_kind_at_a_time",
                expressions=[
                    ("organization", RangeOperators.EQUAL),
                    ("project", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    ("span", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_(
                    "This is known already for part of this time: change that row instead."
                ),
            ),
            models.CheckConstraint(
                condition=Q(span__isempty=False),
                name="tie_lasts_a_day",
                violation_error_message=_("The last day must come after the first."),
            ),
            models.CheckConstraint(condition=Q(kind__in=TieKind.values), name="tie_kind_known"),
            models.CheckConstraint(
                condition=~Q(source=""),
                name="tie_has_a_source",
                violation_error_message=_("Say where this is known from."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization}: {self.get_kind_display()} ({self.project})"

    @property
    def since(self) -> str:
        """Since when: "7 September 2021"; nothing when nobody knows."""
        return spans.since(self.span.lower, None) if self.span.lower else ""
