"""Who may write the page of a project, and their drafts, which staff approve (domain 5)."""

from datetime import date
from typing import Any, Self

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.base import drafts, history
from foundation.base.drafts import IS_OPEN, Draft, DraftQuerySet
from projects.models import Project


class MaintainerQuerySet(models.QuerySet["Maintainer"]):
    def on(self, day: date) -> Self:
        """Those who may write on `day`."""
        return self.filter(span__contains=day)


@history.tracked
class Maintainer(models.Model):
    """Somebody who may write drafts of a project's page, for a span of days [first, end)."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="maintainers")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="maintained",
        verbose_name=_("account"),
    )
    span = DateRangeField(_("from and until"), help_text=_("Leave the end empty if it is open."))
    source = models.CharField(_("named by"), max_length=200, blank=True)

    objects = MaintainerQuerySet.as_manager()

    class Meta:
        ordering = ["project", "-span"]
        verbose_name = _("maintainer of a page")
        verbose_name_plural = _("maintainers of pages")
        constraints = [
            ExclusionConstraint(
                name="maintainer_once_at_a_time",
                expressions=[
                    ("project", RangeOperators.EQUAL),
                    ("account", RangeOperators.EQUAL),
                    ("span", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("They look after this page for part of this time."),
            ),
            models.CheckConstraint(
                condition=Q(span__isempty=False, span__startswith__isnull=False),
                name="maintainer_lasts_a_day",
                violation_error_message=_("The last day must not come before the first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account}, {self.project}"


@history.tracked
class PageDraft(Draft):
    """Changes of one project's page (see `contents`). `proposed` holds what would change, `base` what it was when it
    was written, so that nobody's change is lost unseen."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="page_drafts")
    proposed = models.JSONField(_("proposed"), default=dict, blank=True)
    base = models.JSONField(_("before"), default=dict, blank=True)
    logo_content = models.BinaryField(_("new logo"), null=True, blank=True)
    logo_kind = models.CharField(_("kind of the new logo"), max_length=4, blank=True)
    removes_logo = models.BooleanField(_("removes the logo"), default=False)

    objects = DraftQuerySet[Any].as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("draft of a project's page")
        verbose_name_plural = _("drafts of projects' pages")
        constraints = [
            *drafts.rules("page_draft"),
            models.UniqueConstraint(
                fields=["project"],
                condition=IS_OPEN,
                name="page_draft_one_open",
                violation_error_message=_("There is an open draft already."),
            ),
            models.CheckConstraint(
                condition=Q(logo_content__isnull=True, logo_kind="")
                | Q(logo_content__isnull=False, logo_kind__in=["svg", "webp"], removes_logo=False),
                name="page_draft_logo_has_a_kind",
            ),
        ]

    def __str__(self) -> str:
        return str(self.project)

    @property
    def changes_logo(self) -> bool:
        """Whether it brings a new logo, or takes the one there is away."""
        return self.logo_kind != "" or self.removes_logo

    @property
    def is_empty(self) -> bool:
        """Whether it would change nothing."""
        return not self.proposed and not self.changes_logo
