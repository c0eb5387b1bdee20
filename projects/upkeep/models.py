"""What is looked after on the pages of projects: whether their links answer (domain 5)."""

from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from foundation.base import history
from projects.contributions.models import Repository
from projects.models import Project, ProjectLink, Release

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


class SourceKind(models.TextChoices):
    FEED = "feed", _("Feed (Atom or RSS)")
    TAGS = "tags", _("Tags of a git repository")


class ReleaseSourceQuerySet(models.QuerySet["ReleaseSource"]):
    def followed(self) -> Self:
        """Those that are read."""
        return self.filter(is_followed=True)

    def failing(self) -> Self:
        """Those that could not be read the last time."""
        return self.followed().exclude(follow=None).exclude(follow__error="")

    def due(self, at: datetime) -> Self:
        """Those to be read at `at`."""
        return self.followed().filter(
            Q(follow=None) | Q(follow__due_at__isnull=True) | Q(follow__due_at__lte=at)
        )


@history.tracked
class ReleaseSource(models.Model):
    """Where releases of a project are announced: a feed, or the tags of a repository we count."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="release_sources")
    kind = models.CharField(_("kind"), max_length=4, choices=SourceKind)
    url = models.URLField(_("address of the feed"), max_length=300, blank=True)
    repository = models.ForeignKey(
        Repository,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="release_sources",
        verbose_name=_("repository"),
        help_text=_("For tags: one of those whose commits are counted."),
    )
    only = models.CharField(
        _("only what begins with"),
        max_length=40,
        blank=True,
        help_text=_("For tags and titles of several parts: kata-containers-."),
    )
    is_followed = models.BooleanField(_("followed"), default=True)

    objects = ReleaseSourceQuerySet.as_manager()

    class Meta:
        ordering = ["project", "pk"]
        verbose_name = _("source of releases")
        verbose_name_plural = _("sources of releases")
        constraints = [
            models.CheckConstraint(
                condition=Q(Q(kind="feed", repository__isnull=True), ~Q(url=""))
                | Q(kind="tags", repository__isnull=False, url=""),
                name="release_source_feed_or_tags",
                violation_error_message=_("Give a feed its address, and tags their repository."),
            ),
            models.UniqueConstraint(
                fields=["project", "kind", "url", "repository", "only"],
                nulls_distinct=False,
                name="release_source_once",
                violation_error_message=_("This source is read already."),
            ),
        ]

    def __str__(self) -> str:
        return self.url or f"{self.repository}, {_('tags')}"


class Follow(models.Model):
    """How far a source has been read; it changes daily and keeps no history."""

    source = models.OneToOneField(ReleaseSource, models.CASCADE, related_name="follow")
    due_at = models.DateTimeField(_("read again from"), null=True, blank=True)
    read_at = models.DateTimeField(_("last read"), null=True, blank=True)
    error = models.CharField(_("what went wrong"), max_length=300, blank=True)
    etag = models.CharField(max_length=300, blank=True, editable=False)
    modified = models.CharField(max_length=60, blank=True, editable=False)

    class Meta:
        verbose_name = _("reading of a source")
        verbose_name_plural = _("readings of sources")

    def __str__(self) -> str:
        return str(self.source)


class Announcement(models.Model):
    """A release as a source announced it, and what became of it here.

    `wrote` is what we wrote into the release: as long as it says just that, nobody has touched it.
    Without a release staff have deleted it, or written it themselves before: it is not made again.
    """

    source = models.ForeignKey(ReleaseSource, models.CASCADE, related_name="announcements")
    key = models.CharField(_("key at the source"), max_length=500)
    release = models.ForeignKey(
        Release, models.SET_NULL, null=True, blank=True, related_name="announcements"
    )
    wrote = models.JSONField(_("written"), default=dict, blank=True)

    class Meta:
        ordering = ["source", "pk"]
        verbose_name = _("announced release")
        verbose_name_plural = _("announced releases")
        constraints = [
            models.UniqueConstraint(fields=["source", "key"], name="announcement_once"),
        ]

    def __str__(self) -> str:
        return self.key


class Visit(models.Model):
    """That a site is being asked, and until when at most: nobody else asks it meanwhile."""

    host = models.CharField(_("site"), max_length=255, unique=True)
    held_until = models.DateTimeField(_("held until"))

    class Meta:
        verbose_name = _("visit")
        verbose_name_plural = _("visits")

    def __str__(self) -> str:
        return self.host
