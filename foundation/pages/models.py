"""What visitors write to the foundation."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.models import Event
from foundation.base import clock, history, moments
from members.models import Organization
from projects.models import Project


class Topic(models.TextChoices):
    GENERAL = "general", _("Something else")
    MEMBERSHIP = "membership", _("Membership")
    SPONSORSHIP = "sponsorship", _("Sponsoring an event")
    EVENTS = "events", _("Events and registration")
    HOSTING = "hosting", _("Hosting a project")
    PRESS = "press", _("Press")


@history.tracked
class ContactMessage(models.Model):
    """A message from the contact form. It waits on the desk until somebody has answered."""

    topic = models.CharField(_("about"), max_length=11, choices=Topic, default=Topic.GENERAL)
    name = models.CharField(_("full name"), max_length=150)
    email = models.EmailField(_("e-mail"))
    organization = models.CharField(_("organisation"), max_length=150, blank=True)
    message = models.TextField(_("message"), max_length=4000)
    created_at = models.DateTimeField(_("written at"), default=clock.now, editable=False)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    fingerprint = models.CharField(
        max_length=64,
        unique=True,
        null=True,
        editable=False,
        help_text=_("Names the form and what it said: a second click does not write it twice."),
    )

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("contact message")
        verbose_name_plural = _("contact messages")
        constraints = [
            models.CheckConstraint(condition=Q(topic__in=Topic.values), name="contact_topic_known"),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.get_topic_display()}"


@history.tracked
class Milestone(models.Model):
    """Something that happened to the foundation: a station of the line on the about page."""

    happened = models.CharField(
        _("when"),
        max_length=10,
        help_text=_("As exactly as it is known: 2012, 2012-09 or 2012-09-19."),
    )
    title = models.CharField(_("what happened"), max_length=120, unique=True)
    text = models.CharField(_("in a sentence"), max_length=300, blank=True)
    source = models.CharField(_("source"), max_length=200)

    class Meta:
        ordering = ["happened", "pk"]
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        constraints = [
            models.CheckConstraint(
                condition=Q(happened__regex=r"^\d{4}(-\d\d(-\d\d)?)?$"),
                name="milestone_is_dated",
                violation_error_message=_("Write 2012, 2012-09 or 2012-09-19."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def shown(self) -> str:
        """When it happened in words, as exactly as it is known: "2012", "July 2010"."""
        year, *rest = self.happened.split("-")
        if not rest:
            return year
        if len(rest) == 1:
            return f"{date(int(year), int(rest[0]), 1):%B} {year}"
        day = date.fromisoformat(self.happened)
        return moments.day_range(day, day)


@history.tracked
class FigureTie(models.Model):
    """What the statements of a figure are about: one project, organisation or event.

    A figure without a tie is about the foundation and all that it hosts.
    """

    key = models.SlugField(
        _("figure"), max_length=40, help_text=_("The key of the statements: cores.")
    )
    project = models.ForeignKey(
        Project, models.CASCADE, null=True, blank=True, related_name="figure_ties"
    )
    organization = models.ForeignKey(
        Organization,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="figure_ties",
        verbose_name=_("organisation"),
    )
    event = models.ForeignKey(
        Event, models.CASCADE, null=True, blank=True, related_name="figure_ties"
    )

    class Meta:
        ordering = ["key", "pk"]
        verbose_name = _("what a figure is about")
        verbose_name_plural = _("what figures are about")
        constraints = [
            models.CheckConstraint(
                condition=Q(project__isnull=False, organization=None, event=None)
                | Q(project=None, organization__isnull=False, event=None)
                | Q(project=None, organization=None, event__isnull=False),
                name="figure_tie_of_one_thing",
                violation_error_message=_("Choose one: a project, an organisation or an event."),
            ),
            models.UniqueConstraint(
                fields=["key", "project", "organization", "event"],
                nulls_distinct=False,
                name="figure_tie_once",
                violation_error_message=_("This is said already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.about}"

    @property
    def about(self) -> Project | Organization | Event | None:
        """The thing itself."""
        return self.project or self.organization or self.event
