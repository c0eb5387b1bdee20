"""Figures: numbers the foundation states in public, each with its day and its source."""

from datetime import date
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from foundation.base import history


class FigureQuerySet(models.QuerySet["Figure"]):
    def known_on(self, day: date) -> Self:
        """The newest statement of each figure that was known on `day`."""
        return self.filter(stated_on__lte=day).order_by("key", "-stated_on").distinct("key")


@history.tracked
class Figure(models.Model):
    """What was stated on a day: "40 million cores in production", and by whom."""

    key = models.SlugField(_("key"), max_length=40, help_text=_("What is counted: cores."))
    value = models.DecimalField(_("value"), max_digits=20, decimal_places=2)
    shown_as = models.CharField(_("shown as"), max_length=30, help_text=_("40 million, USD 7.7 bn"))
    label = models.CharField(_("label"), max_length=100, help_text=_("cores in production"))
    stated_on = models.DateField(_("stated on"))
    source = models.CharField(_("source"), max_length=200)
    source_url = models.URLField(_("address of the source"), blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = FigureQuerySet.as_manager()

    class Meta:
        ordering = ["position", "key", "stated_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["key", "stated_on"],
                name="figure_stated_once_a_day",
                violation_error_message=_("This figure has a statement of that day already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.shown_as} {self.label}"
