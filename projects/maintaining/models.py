"""Who may write the page of a project, and their drafts, which staff approve (domain 5)."""

from datetime import date
from typing import Any, Self

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.base import clock, history
from projects.models import LinkKind, Project

# Texts its people may change. Name, stage and licence are not theirs: the board decided on them.
TEXTS = ("tagline", "description")
LINKS = "links"
FIELDS = (*TEXTS, LINKS)

# A link as a draft holds it: kind, address, label.
type Link = list[str]


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


class DraftState(models.TextChoices):
    WRITTEN = "written", _("Being written")
    SUBMITTED = "submitted", _("Waits for approval")
    RETURNED = "returned", _("Returned with a note")
    APPROVED = "approved", _("Approved")
    DISCARDED = "discarded", _("Discarded")


OPEN = (DraftState.WRITTEN, DraftState.SUBMITTED, DraftState.RETURNED)


class PageDraftQuerySet(models.QuerySet["PageDraft"]):
    def open(self) -> Self:
        """Neither approved nor discarded: a project has at most one."""
        return self.filter(state__in=OPEN)

    def waiting(self) -> Self:
        """Those that staff have to look at."""
        return self.filter(state=DraftState.SUBMITTED)


@history.tracked
class PageDraft(models.Model):
    """Changes of one project's page. `proposed` holds what would change, `base` what it was when it
    was written, so that nobody's change is lost unseen."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="page_drafts")
    state = models.CharField(
        _("state"), max_length=9, choices=DraftState, default=DraftState.WRITTEN
    )
    proposed = models.JSONField(_("proposed"), default=dict, blank=True)
    base = models.JSONField(_("before"), default=dict, blank=True)
    note = models.TextField(_("note of the staff"), blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("written by"),
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    written_at = models.DateTimeField(_("last written at"), default=clock.now)
    version = models.PositiveIntegerField(_("version"), default=1)
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    objects = PageDraftQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("draft of a project's page")
        verbose_name_plural = _("drafts of projects' pages")
        constraints = [
            models.UniqueConstraint(
                fields=["project"],
                condition=Q(state__in=["written", "submitted", "returned"]),
                name="page_draft_one_open",
                violation_error_message=_("There is an open draft already."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=DraftState.values), name="page_draft_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["submitted", "approved", "returned"])
                | Q(submitted_at__isnull=False),
                name="page_draft_submitted_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | ~Q(note=""),
                name="page_draft_returned_with_a_note",
            ),
        ]

    def __str__(self) -> str:
        return str(self.project)

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def is_empty(self) -> bool:
        """Whether it would change nothing."""
        return not self.proposed


def values_of(project: Project) -> dict[str, Any]:
    """What the page of a project says now: its texts, and its links as lists. One query."""
    links = project.links.order_by("pk").values_list("kind", "url", "label")
    return {name: getattr(project, name) for name in TEXTS} | {LINKS: [list(row) for row in links]}


def links_shown(links: list[Link]) -> str:
    """Links as lines of text, to be compared word by word."""
    return "\n".join(
        f"{LinkKind(kind).label}: {url}" + (f" ({label})" if label else "")
        for kind, url, label in links
    )
