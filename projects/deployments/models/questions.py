"""What is asked and when: the yearly rounds, and the answers there are to choose from."""

from datetime import datetime
from typing import Self

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import (
    BigIntegerRangeField,
    DateTimeRangeField,
    RangeOperators,
)
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from foundation.base import history


class Stage(models.TextChoices):
    PRODUCTION = "production", _("In production")
    TESTING = "testing", _("Being tested")
    INTERESTED = "interested", _("Looked at with interest")


class Kind(models.TextChoices):
    PUBLIC = "public", _("Public cloud")
    PRIVATE = "private", _("Private, on premises")
    HOSTED = "hosted", _("Private, hosted by somebody else")
    EDGE = "edge", _("Edge")
    HYBRID = "hybrid", _("Hybrid or community cloud")


class Region(models.TextChoices):
    """Where it runs. Countries are not asked for: what is not known cannot leak."""

    AFRICA = "africa", _("Africa")
    ASIA = "asia", _("Asia and Pacific")
    EUROPE = "europe", _("Europe")
    LATIN_AMERICA = "latin-america", _("Latin America and Caribbean")
    MIDDLE_EAST = "middle-east", _("Middle East")
    NORTH_AMERICA = "north-america", _("North America")


class RoundQuerySet(models.QuerySet["Round"]):
    def open_at(self, at: datetime) -> Self:
        """The round that takes answers at the moment `at`: one or none."""
        return self.filter(opens_at__lte=at, closes_at__gt=at)

    def published_by(self, at: datetime) -> Self:
        """Those whose figures are out at the moment `at`, newest first."""
        return self.filter(published_at__lte=at).order_by("-year")

    def unpublished(self, at: datetime) -> Self:
        """Those that are over at `at` and whose figures are not out."""
        return self.filter(closes_at__lte=at, published_at=None)


@history.tracked
class Round(models.Model):
    """The survey of one year. Its figures are published once, and never again (see `publishing`)."""

    year = models.PositiveSmallIntegerField(_("year"), unique=True)
    opens_at = models.DateTimeField(_("opens at"))
    closes_at = models.DateTimeField(_("closes at"))
    floor = models.PositiveSmallIntegerField(
        _("floor"),
        default=5,
        help_text=_("Of fewer organisations than this nothing is told. At least 3."),
    )
    note = models.CharField(
        _("note"),
        max_length=200,
        blank=True,
        help_text=_("Printed with its figures: where they come from, what is special."),
    )
    published_at = models.DateTimeField(_("published at"), null=True, blank=True, editable=False)

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ["-year"]
        verbose_name = _("round")
        verbose_name_plural = _("rounds")
        permissions = [("publish_round", _("Can publish the figures of a round"))]
        triggers = [
            pgtrigger.Protect(
                name="published_round_stays",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__published_at__isnull=False),
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")),
                name="round_closes_after_it_opens",
                violation_error_message=_("It must close after it opens."),
            ),
            models.CheckConstraint(
                condition=Q(floor__gte=3),
                name="round_floor_is_three_at_least",
                violation_error_message=_("The floor is 3 at least: less would tell of somebody."),
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | Q(published_at__gte=F("closes_at")),
                name="round_published_after_it_closed",
                violation_error_message=_("It is published after it has closed."),
            ),
            ExclusionConstraint(
                name="round_one_open_at_a_time",
                expressions=[
                    (
                        Func(
                            F("opens_at"),
                            F("closes_at"),
                            Value("[)"),
                            function="tstzrange",
                            output_field=DateTimeRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    )
                ],
                violation_error_message=_("Another round is open in part of this time."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.year)

    def is_open(self, at: datetime) -> bool:
        """Whether it takes answers at the moment `at`."""
        return self.opens_at <= at < self.closes_at


@history.tracked
class Bracket(models.Model):
    """How many cores a deployment has, roughly: from `lower` to `upper`, both within."""

    lower = models.PositiveBigIntegerField(_("from"), unique=True)
    upper = models.PositiveBigIntegerField(
        _("to"), null=True, blank=True, help_text=_("Empty for the largest.")
    )

    class Meta:
        ordering = ["lower"]
        verbose_name = _("bracket of cores")
        verbose_name_plural = _("brackets of cores")
        constraints = [
            models.CheckConstraint(
                condition=Q(lower__gte=1) & (Q(upper__isnull=True) | Q(upper__gte=F("lower"))),
                name="bracket_goes_up",
                violation_error_message=_("It must reach from a number to one that is larger."),
            ),
            ExclusionConstraint(
                name="bracket_overlaps_no_other",
                expressions=[
                    (
                        Func(
                            F("lower"),
                            F("upper"),
                            Value("[]"),
                            function="int8range",
                            output_field=BigIntegerRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    )
                ],
                violation_error_message=_("Another bracket has some of these numbers."),
            ),
        ]

    def __str__(self) -> str:
        if self.upper is None:
            return _("%(lower)s cores and more") % {"lower": f"{self.lower:,}"}
        return _("%(lower)s to %(upper)s cores") % {
            "lower": f"{self.lower:,}",
            "upper": f"{self.upper:,}",
        }


@history.tracked
class Industry(models.Model):
    """What an organisation lives by (domain 6, sectors)."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    slug = models.SlugField(_("slug"), unique=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "name"]
        verbose_name = _("industry")
        verbose_name_plural = _("industries")

    def __str__(self) -> str:
        return self.name
