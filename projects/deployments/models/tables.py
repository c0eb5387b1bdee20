"""What is published of a round: written once, and all that public pages ever read."""

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Mod
from django.utils.translation import gettext_lazy as _

from members.models import Organization
from projects.models import Project

from .questions import Round


class Dimension(models.TextChoices):
    TOTAL = "total", _("All")
    STAGE = "stage", _("Stage")
    KIND = "kind", _("Type")
    CORES = "cores", _("Cores in production")
    INDUSTRY = "industry", _("Industry")
    REGION = "region", _("Region")


class Aggregate(models.Model):
    """One cell that may be told: that at least `count` organisations run `project` so.

    What may not be told has no row. Nothing leads from here to an answer.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="aggregates")
    project = models.ForeignKey(
        Project,
        models.PROTECT,
        null=True,
        related_name="survey_aggregates",
        verbose_name=_("project"),
        help_text=_("Empty for all projects together."),
    )
    dimension = models.CharField(_("dimension"), max_length=8, choices=Dimension)
    value = models.CharField(_("value"), max_length=60, blank=True)
    label = models.CharField(_("as shown"), max_length=100)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    count = models.PositiveIntegerField(_("organisations at least"))
    cores_lower = models.PositiveBigIntegerField(_("cores at least"), null=True, blank=True)

    class Meta:
        ordering = ["round", "project", "dimension", "position"]
        verbose_name = _("published figure")
        verbose_name_plural = _("published figures")
        triggers = [
            pgtrigger.Protect(
                name="aggregate_is_written_once", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "project", "dimension", "value"],
                nulls_distinct=False,
                name="aggregate_once",
            ),
            models.CheckConstraint(
                condition=Q(dimension__in=Dimension.values), name="aggregate_dimension_known"
            ),
            models.CheckConstraint(
                condition=Q(count__gte=5) & Q(count=F("count") - Mod(F("count"), 5)),
                name="aggregate_in_fives",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round}, {self.label}: {self.count}"


class Adopter(models.Model):
    """An organisation that agreed to be named as one that runs `project` in production."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="adopters")
    project = models.ForeignKey(
        Project, models.PROTECT, related_name="adopters", verbose_name=_("project")
    )
    organization = models.ForeignKey(
        Organization,
        models.CASCADE,
        related_name="adopted",
        verbose_name=_("organisation"),
    )

    class Meta:
        ordering = ["-round", "project", "organization"]
        verbose_name = _("named user")
        verbose_name_plural = _("named users")
        constraints = [
            models.UniqueConstraint(
                fields=["round", "project", "organization"],
                name="adopter_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.organization}: {self.project}"
