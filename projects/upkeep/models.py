"""What is looked after on the pages of projects: whether their links answer (domain 5)."""

from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from projects.models import ProjectLink

# A link is dead when it failed on so many days in a row: a site that is down for an evening is not.
DAYS_UNTIL_DEAD = 3


class LinkCheckQuerySet(models.QuerySet["LinkCheck"]):
    def dead(self) -> Self:
        """Those that have not answered for days."""
        return self.filter(dead_since__isnull=False)

    def failing(self) -> Self:
        """Those that did not answer the last time, but are not given up."""
        return self.filter(dead_since__isnull=True, failures__gt=0)

    def due(self, at: datetime) -> Self:
        """Those whose time to be asked has come."""
        return self.filter(Q(due_at__isnull=True) | Q(due_at__lte=at))


class LinkCheck(models.Model):
    """How a link of a project answered; it changes daily and keeps no history. What is known is of `url`: another one begins anew."""

    link = models.OneToOneField(
        ProjectLink, models.CASCADE, related_name="check_result", verbose_name=_("link")
    )
    url = models.CharField(_("address that was asked"), max_length=300)
    host = models.CharField(_("site"), max_length=255, db_index=True)
    checked_at = models.DateTimeField(_("last asked"), null=True, blank=True)
    due_at = models.DateTimeField(_("asked again from"), null=True, blank=True)
    status = models.PositiveSmallIntegerField(_("answer"), null=True, blank=True)
    trouble = models.CharField(_("what went wrong"), max_length=200, blank=True)
    moved_to = models.CharField(_("moved for good to"), max_length=2000, blank=True)
    failures = models.PositiveSmallIntegerField(_("days without an answer"), default=0)
    failed_on = models.DateField(_("last failed on"), null=True, blank=True)
    failing_since = models.DateField(_("fails since"), null=True, blank=True)
    dead_since = models.DateField(_("dead since"), null=True, blank=True)

    objects = LinkCheckQuerySet.as_manager()

    class Meta:
        ordering = ["link"]
        verbose_name = _("check of a link")
        verbose_name_plural = _("checks of links")
        constraints = [
            models.CheckConstraint(
                condition=Q(dead_since__isnull=True) | Q(failures__gte=DAYS_UNTIL_DEAD),
                name="link_check_dead_after_days",
            ),
            models.CheckConstraint(
                condition=Q(failures=0, failed_on__isnull=True, failing_since__isnull=True)
                | Q(failures__gt=0, failing_since__lte=F("failed_on")),
                name="link_check_failures_have_days",
            ),
        ]

    def __str__(self) -> str:
        return self.url

    @property
    def answered(self) -> str:
        """In a few words, for staff."""
        return self.trouble or (str(self.status) if self.status else "")

    def fails_on(self, day: date, trouble: str) -> None:
        """Note a failure; several on one day count once."""
        self.trouble = trouble
        if self.failed_on == day:
            return
        self.failures += 1
        self.failed_on = day
        self.failing_since = self.failing_since or day
        if self.failures >= DAYS_UNTIL_DEAD and self.dead_since is None:
            self.dead_since = day

    def lives(self) -> None:
        """Forget every failure: it answers."""
        self.trouble, self.failures = "", 0
        self.failed_on = self.failing_since = self.dead_since = None


class Visit(models.Model):
    """That a site is being asked, and until when at most: nobody else asks it meanwhile."""

    host = models.CharField(_("site"), max_length=255, unique=True)
    held_until = models.DateTimeField(_("held until"))

    class Meta:
        verbose_name = _("visit")
        verbose_name_plural = _("visits")

    def __str__(self) -> str:
        return self.host
