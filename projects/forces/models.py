"""The 3 Forces of a project, month by month: scores with what they were reckoned from (domain 5)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from projects.models import Project

FORCES = ("users", "ecosystem", "developers")


class Score(models.Model):
    """The scores of one project for one month, 0 to 100. None is not known, and is not 0.

    `inputs` holds what each score was reckoned from, kept as it was: only numbers that are published
    beside it. What was not known may become known later; a score that is there stays.
    """

    project = models.ForeignKey(
        Project, models.CASCADE, related_name="scores", verbose_name=_("project")
    )
    month = models.DateField(_("month"))
    users = models.PositiveSmallIntegerField(_("users"), null=True)
    ecosystem = models.PositiveSmallIntegerField(_("ecosystem"), null=True)
    developers = models.PositiveSmallIntegerField(_("developers"), null=True)
    inputs = models.JSONField(_("inputs"), default=dict)
    formula = models.CharField(_("formula"), max_length=12)
    reckoned_at = models.DateTimeField(_("reckoned at"))

    class Meta:
        ordering = ["project", "-month"]
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        indexes = [models.Index(fields=["month"], name="score_month")]
        constraints = [
            models.UniqueConstraint(fields=["project", "month"], name="score_once_a_month"),
            models.CheckConstraint(condition=Q(month__day=1), name="score_of_a_month"),
            models.CheckConstraint(
                condition=(Q(users=None) | Q(users__lte=100))
                & (Q(ecosystem=None) | Q(ecosystem__lte=100))
                & (Q(developers=None) | Q(developers__lte=100)),
                name="score_of_a_hundred",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project}, {self.month:%B %Y}"

    def of(self, force: str) -> int | None:
        """The score of one of the three."""
        found: int | None = getattr(self, force)
        return found
