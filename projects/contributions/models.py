"""The developer force: who wrote code, counted from the git repositories of a project (domain 5).

No address and no name of a contributor is kept: only a key that the same address gives again.
"""

from typing import Self

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.base import history
from members.models import Organization
from projects.models import Project

# What git may be told to clone: nothing that it could take for an option or run as a command.
ADDRESS = r"^(https://[A-Za-z0-9.-]+(:\d+)?/[A-Za-z0-9._~/+%-]*|/[^\s\x00]*)$"
validate_address = RegexValidator(ADDRESS, _("Write the address as https://example.org/code.git."))


class RepositoryQuerySet(models.QuerySet["Repository"]):
    def followed(self) -> Self:
        """Those that are read."""
        return self.filter(is_followed=True)

    def failing(self) -> Self:
        """Those that could not be read the last time."""
        return self.followed().exclude(reading=None).exclude(reading__error="")


@history.tracked
class Repository(models.Model):
    """A git repository whose commits count for a project."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="repositories")
    name = models.CharField(_("name"), max_length=120)
    address = models.CharField(
        _("address"),
        max_length=300,
        validators=[validate_address],
        help_text=_("What git clones: https://example.org/code.git, or a folder of this machine."),
    )
    is_followed = models.BooleanField(
        _("followed"), default=True, help_text=_("Read once a day; else it stays as it was.")
    )
    source = models.CharField(
        _("source"),
        max_length=200,
        blank=True,
        help_text=_("Printed below its figures; the address, where this is empty."),
    )

    objects = RepositoryQuerySet.as_manager()

    class Meta:
        ordering = ["project", "name"]
        verbose_name = _("repository")
        verbose_name_plural = _("repositories")
        constraints = [
            models.UniqueConstraint(
                fields=["project", "address"],
                name="repository_once",
                violation_error_message=_("This repository is counted already."),
            ),
            models.CheckConstraint(
                condition=Q(address__regex=ADDRESS),
                name="repository_address_is_one",
                violation_error_message=_("Write the address as https://example.org/code.git."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project}: {self.name}"


class Reading(models.Model):
    """How far a repository has been read.

    Everything up to `tip` is counted, and of what leads from there to `target` the first `done`.
    Counts and `done` are written together: a reading that was broken off goes on where it stopped.
    """

    repository = models.OneToOneField(Repository, models.CASCADE, related_name="reading")
    tip = models.CharField(_("read up to"), max_length=64, blank=True)
    target = models.CharField(_("being read up to"), max_length=64, blank=True)
    done = models.PositiveIntegerField(_("commits done"), default=0)
    commits = models.PositiveIntegerField(_("commits counted"), default=0)
    bots = models.PositiveIntegerField(_("commits of bots, not counted"), default=0)
    key_mark = models.CharField(max_length=16, blank=True, editable=False)
    read_at = models.DateTimeField(_("last read"), null=True, blank=True)
    error = models.CharField(_("what went wrong"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("reading")
        verbose_name_plural = _("readings")

    def __str__(self) -> str:
        return self.tip[:12] or "nothing read"


@history.tracked
class Bot(models.Model):
    """Who writes commits without being a person: they are not counted."""

    pattern = models.CharField(
        _("name or address"),
        max_length=120,
        unique=True,
        help_text=_("Small letters; * stands for anything: *[bot]*, zuul@*."),
    )

    class Meta:
        ordering = ["pattern"]
        verbose_name = _("bot")
        verbose_name_plural = _("bots")

    def __str__(self) -> str:
        return self.pattern


class Contributor(models.Model):
    """Somebody who wrote a commit, as a key that nobody can turn back into an address."""

    key = models.CharField(_("key"), max_length=32, unique=True)

    class Meta:
        verbose_name = _("contributor")
        verbose_name_plural = _("contributors")

    def __str__(self) -> str:
        return self.key[:8]


class Contribution(models.Model):
    """How many commits somebody wrote to a repository in a month, working for whom."""

    repository = models.ForeignKey(Repository, models.CASCADE, related_name="contributions")
    contributor = models.ForeignKey(Contributor, models.PROTECT, related_name="contributions")
    organization = models.ForeignKey(
        Organization, models.SET_NULL, null=True, related_name="contributions"
    )
    month = models.DateField(_("month"))
    commits = models.PositiveIntegerField(_("commits"))

    class Meta:
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        indexes = [models.Index(fields=["repository", "month"], name="contribution_month")]
        constraints = [
            models.UniqueConstraint(
                fields=["repository", "contributor", "month", "organization"],
                nulls_distinct=False,
                name="contribution_once",
            ),
            models.CheckConstraint(condition=Q(commits__gt=0), name="contribution_of_something"),
            models.CheckConstraint(condition=Q(month__day=1), name="contribution_in_a_month"),
        ]

    def __str__(self) -> str:
        return f"{self.commits} in {self.month:%B %Y}"


class DeveloperMonth(models.Model):
    """The developer force of a project at the end of a month; reckoned from the contributions.

    What is called `year_` counts the twelve months that end with this one.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="developer_months")
    month = models.DateField(_("month"))
    commits = models.PositiveIntegerField(_("commits"))
    newcomers = models.PositiveIntegerField(_("first contributions"))
    year_commits = models.PositiveIntegerField(_("commits in twelve months"))
    year_contributors = models.PositiveIntegerField(_("contributors in twelve months"))
    year_organizations = models.PositiveIntegerField(_("organisations in twelve months"))
    year_newcomers = models.PositiveIntegerField(_("newcomers in twelve months"))
    bus_factor = models.PositiveIntegerField(
        _("bus factor"), help_text=_("How few people wrote half of these commits.")
    )

    class Meta:
        ordering = ["project", "-month"]
        verbose_name = _("month of developers")
        verbose_name_plural = _("months of developers")
        constraints = [
            models.UniqueConstraint(fields=["project", "month"], name="developer_month_once"),
        ]

    def __str__(self) -> str:
        return f"{self.project}, {self.month:%B %Y}"
