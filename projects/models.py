"""The hall of the projects: what is hosted, at which stage, under which licence (domain 5)."""

from typing import Self

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.base import history
from foundation.base.search import SearchText
from foundation.base.slugs import validate_not_reserved
from members.models import Organization
from projects import days, versions


class Stage(models.TextChoices):
    CONFIRMED = "confirmed", _("Confirmed")
    PILOT = "pilot", _("Pilot")
    MAINTENANCE = "maintenance", _("Maintenance")
    WORKING_GROUP = "working_group", _("Working group")
    RETIRED = "retired", _("Retired")


@history.tracked
class Focus(models.Model):
    """What projects are about: edge computing, CI/CD."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    slug = models.SlugField(_("slug"), max_length=60, unique=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("focus")
        verbose_name_plural = _("focus areas")

    def __str__(self) -> str:
        return self.name


class ProjectQuerySet(models.QuerySet["Project"]):
    def in_stage_order(self) -> Self:
        """Confirmed first, then pilots, those in maintenance, working groups, retired ones."""
        order = [
            models.When(stage=stage, then=position) for position, stage in enumerate(Stage.values)
        ]
        return self.annotate(
            stage_order=models.Case(*order, output_field=models.SmallIntegerField())
        ).order_by("stage_order", "position", Lower("name"))


_AllProjects = models.Manager.from_queryset(ProjectQuerySet)


class RealProjects(_AllProjects["Project"]):
    """The projects there are: what was made up to show the way of one is not among them."""

    def get_queryset(self) -> models.QuerySet["Project"]:
        return super().get_queryset().filter(is_example=False)


@history.tracked
class Project(models.Model):
    """A hosted project or working group.

    `Project.objects` are real ones, `Project.every` also those made up as an example: whoever counts,
    lists or compares projects sees none of these without asking for them.
    """

    name = models.CharField(_("name"), max_length=80, unique=True)
    slug = models.SlugField(_("slug"), unique=True, validators=[validate_not_reserved])
    stage = models.CharField(_("stage"), max_length=13, choices=Stage)
    tagline = models.CharField(_("purpose in a line"), max_length=160)
    description = models.TextField(_("description"), blank=True, help_text=_("Paragraphs of text."))
    licence = models.CharField(_("licence"), max_length=40, blank=True, help_text=_("SPDX name."))
    launched = models.CharField(
        _("launched"),
        max_length=10,
        blank=True,
        validators=[days.validate],
        help_text=_("As exactly as it is known: 2017, 2017-12 or 2017-12-05."),
    )
    begun = models.CharField(
        _("work began"),
        max_length=10,
        blank=True,
        validators=[days.validate],
        help_text=_("Where the code is older than the project; anniversaries count from here."),
    )
    stage_since = models.CharField(
        _("in this stage since"),
        max_length=10,
        blank=True,
        validators=[days.validate],
        help_text=_("For maintenance and retirement; confirmed projects and pilots have a day."),
    )
    confirmed_on = models.DateField(_("confirmed on"), null=True, blank=True)
    pilot_since = models.DateField(_("pilot since"), null=True, blank=True)
    logo = models.ImageField(_("logo"), upload_to="logos/", blank=True)
    focus = models.ManyToManyField(Focus, blank=True, related_name="projects")
    backers = models.ManyToManyField(Organization, blank=True, related_name="backed_projects")
    colour = models.CharField(_("colour"), max_length=7, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    source = models.CharField(_("source"), max_length=300, blank=True)
    is_example = models.BooleanField(
        _("made up as an example"),
        default=False,
        help_text=_("Its own pages say so. It is in no catalogue, search, count or score."),
    )
    search_text = SearchText("name")

    objects = RealProjects()
    every = ProjectQuerySet.as_manager()

    class Meta:
        ordering = ["position", "name"]
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        indexes = [
            GinIndex(OpClass(F("search_text"), name="gin_trgm_ops"), name="project_search"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(stage__in=Stage.values), name="project_stage_known"),
            models.CheckConstraint(
                condition=Q(launched="") | Q(launched__regex=days.PATTERN),
                name="project_launched_is_a_date",
                violation_error_message=_("Write 2017, 2017-12 or 2017-12-05."),
            ),
            models.CheckConstraint(
                condition=(Q(begun="") | Q(begun__regex=days.PATTERN))
                & (Q(stage_since="") | Q(stage_since__regex=days.PATTERN)),
                name="project_days_are_dates",
                violation_error_message=_("Write 2017, 2017-12 or 2017-12-05."),
            ),
            models.CheckConstraint(
                condition=Q(confirmed_on__isnull=True) | ~Q(stage=Stage.PILOT),
                name="project_pilot_is_not_confirmed",
                violation_error_message=_("A pilot has no day of confirmation."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("projects:project", args=[self.slug])

    @property
    def current_release(self) -> "Release | None":
        """The one to use today. Its releases have been fetched, the newest first."""
        found: Release | None = versions.current(self.releases.all())
        return found

    @property
    def launch_year(self) -> str:
        """The year of the launch; empty when it is not known."""
        return self.launched[:4]

    @property
    def launched_shown(self) -> str:
        """ "December 2017", or as much of it as is known."""
        return days.shown(self.launched)

    @property
    def begun_shown(self) -> str:
        """ "2012", or as exactly as it is known when the work began."""
        return days.shown(self.begun)

    @property
    def since(self) -> str:
        """Since when it is in its stage, as exactly as that is known; empty when it is not."""
        known = {
            Stage.CONFIRMED: days.of(self.confirmed_on),
            Stage.PILOT: days.of(self.pilot_since),
            Stage.WORKING_GROUP: self.launched,
        }.get(Stage(self.stage), "")
        return days.shown(known or self.stage_since)

    def anniversary_in(self, year: int) -> days.Anniversary | None:
        """The birthday it has in `year`, counted from when the work began (domain 5)."""
        return days.anniversary(self.begun or self.launched, year)


class LinkKind(models.TextChoices):
    SITE = "site", _("Website")
    CODE = "code", _("Code")
    DOCS = "docs", _("Documentation")
    RELEASES = "releases", _("Releases")
    MAILING_LIST = "mailing_list", _("Mailing list")
    MEETINGS = "meetings", _("Meetings")
    CHAT = "chat", _("Chat")
    BLOG = "blog", _("Blog")
    SECURITY = "security", _("Report a vulnerability")
    WIKI = "wiki", _("Wiki")


@history.tracked
class ProjectLink(models.Model):
    """Where a project can be found."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="links")
    kind = models.CharField(_("kind"), max_length=12, choices=LinkKind)
    url = models.URLField(_("address"), max_length=300)
    label = models.CharField(_("label"), max_length=80, blank=True)

    class Meta:
        ordering = ["project", "pk"]
        verbose_name = _("link")
        verbose_name_plural = _("links")
        constraints = [
            models.UniqueConstraint(fields=["project", "url"], name="project_link_once"),
            models.CheckConstraint(
                condition=Q(kind__in=LinkKind.values), name="project_link_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return self.label or self.get_kind_display()


@history.tracked
class Release(models.Model):
    """A published version of a project."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="releases")
    name = models.CharField(_("version"), max_length=60)
    released_in = models.CharField(
        _("released"),
        max_length=10,
        blank=True,
        validators=[days.validate],
        help_text=_("As exactly as it is known: 2022, 2022-10 or 2022-10-05."),
    )
    url = models.URLField(_("release notes"), max_length=300, blank=True)
    is_preliminary = models.BooleanField(
        _("pre-release"),
        default=False,
        help_text=_("A candidate or a beta: never the current one."),
    )

    class Meta:
        ordering = ["project", "-released_in", "-pk"]
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        constraints = [
            models.UniqueConstraint(fields=["project", "name"], name="release_once"),
            models.CheckConstraint(
                condition=Q(released_in="") | Q(released_in__regex=days.PATTERN),
                name="release_is_dated",
                violation_error_message=_("Write 2022, 2022-10 or 2022-10-05."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project} {self.name}"

    @property
    def released_shown(self) -> str:
        """ "October 2022", or as much of it as is known."""
        return days.shown(self.released_in)
