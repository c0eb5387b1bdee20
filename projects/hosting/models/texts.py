"""What the foundation gives and asks, and what it promises (domain 5)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.base import history


@history.tracked
class Criterion(models.Model):
    """One of the things a project is measured by before it is confirmed."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    text = models.CharField(_("in a sentence"), max_length=300)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria of confirmation")

    def __str__(self) -> str:
        return self.name


@history.tracked
class Service(models.Model):
    """Something hosted projects are given: a row of the table of services."""

    group = models.CharField(_("group"), max_length=60)
    name = models.CharField(_("service"), max_length=80, unique=True)
    text = models.CharField(_("what it is"), max_length=300)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("service")
        verbose_name_plural = _("services")

    def __str__(self) -> str:
        return self.name


def _reminders() -> list[int]:
    return [6, 3, 1]


class HostingRulesQuerySet(models.QuerySet["HostingRules"]):
    def current(self) -> "HostingRules":
        """The row; the defaults while nobody has written one. One query."""
        return self.first() or HostingRules()


@history.tracked
class HostingRules(models.Model):
    """How long a pilot has, when it is reminded, how long others may comment. One row."""

    answer_days = models.PositiveSmallIntegerField(
        _("days until an answer"), default=14, help_text=_("Told to whoever sends an enquiry.")
    )
    review_months = models.PositiveSmallIntegerField(
        _("months of a pilot"), default=18, help_text=_("Within these a pilot is reviewed.")
    )
    remind_months = ArrayField(
        models.PositiveSmallIntegerField(),
        verbose_name=_("months before the end to remind at"),
        default=_reminders,
        help_text=_("Separated by commas. It is told once more when the day is reached."),
    )
    comment_days = models.PositiveSmallIntegerField(
        _("days of comments"),
        default=14,
        help_text=_("At least so long other projects may comment before the board decides."),
    )

    objects = HostingRulesQuerySet.as_manager()

    class Meta:
        verbose_name = _("rules of hosting")
        verbose_name_plural = _("rules of hosting")
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="hosting_rules_one_row"),
            models.CheckConstraint(
                condition=Q(review_months__gte=1, review_months__lte=120, comment_days__gte=1),
                name="hosting_rules_bearable",
                violation_error_message=_("Give 1 to 120 months, and at least a day of comments."),
            ),
        ]

    def __str__(self) -> str:
        return str(_("Rules of hosting"))
