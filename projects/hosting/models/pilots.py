"""Pilots with the day by which each is reviewed, and who was reminded of it (domain 5)."""

from datetime import date
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import DateField, F, Func, Max, OuterRef, Q, Subquery, Value
from django.db.models.functions import Greatest
from django.utils.translation import gettext_lazy as _

from foundation.base import clock
from projects.models import Project, ProjectQuerySet, Stage

from .decisions import BoardDecision, Subject


class Months(Func):
    """So many months, to be added to a day; 31 August and six months are the end of February."""

    template = "make_interval(months => %(expressions)s)"
    output_field = models.DurationField()


class DayAfter(Func):
    """A day and an interval: the day then."""

    template = "(%(expressions)s)::date"
    arg_joiner = " + "
    output_field = DateField()


class PilotQuerySet(ProjectQuerySet):
    def with_deadlines(self, months: int) -> Self:
        """Adds `review_by`: `months` after the pilot began, or what the board extended it to;
        None where no day is known on which it began."""
        given = (
            BoardDecision.objects.filter(
                project=OuterRef("pk"), subject=Subject.EXTENSION, is_carried=True
            )
            .order_by()
            .values("project")
            .annotate(last=Max("extended_to"))
            .values("last")
        )
        first = DayAfter(F("pilot_since"), Months(Value(months)))
        # PostgreSQL passes over what is null.
        return self.annotate(review_by=Greatest(first, Subquery(given)))

    def due(self, day: date) -> Self:
        """Of `with_deadlines`, those to be reviewed by `day`, the first to come first."""
        return self.filter(review_by__lte=day).order_by("review_by", "name")


class PilotManager(models.Manager[Any]):
    """The projects that are pilots."""

    def get_queryset(self) -> Any:
        return super().get_queryset().filter(stage=Stage.PILOT)


# The query set is one of projects, whatever the types say.
_Rows: Any = PilotQuerySet


class Pilot(Project):
    """A project on the way to confirmation, as staff see it beside its deadline."""

    objects: ClassVar[Any] = PilotManager.from_queryset(_Rows)()

    # What with_deadlines() adds to a row.
    review_by: date | None

    class Meta:
        proxy = True
        verbose_name = _("pilot")
        verbose_name_plural = _("pilots")


class DeadlineNotice(models.Model):
    """That a project and the staff were reminded of a deadline: once for each reminder."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="deadline_notices")
    deadline = models.DateField(_("deadline"))
    months = models.PositiveSmallIntegerField(
        _("months before"), help_text=_("0: when the day was reached.")
    )
    at = models.DateTimeField(_("at"), default=clock.now)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("reminder of a deadline")
        verbose_name_plural = _("reminders of deadlines")
        constraints = [
            models.UniqueConstraint(
                fields=["project", "deadline", "months"], name="deadline_notice_once"
            ),
            models.CheckConstraint(
                condition=Q(months__lte=120), name="deadline_notice_months_bearable"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project}: {self.deadline}, {self.months}"
