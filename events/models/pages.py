"""What an event's page says beside its facts: texts, tracks, answers, recordings."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events import prose
from events.prose import Block
from foundation.base import history
from projects.models import Project

from .events import Event


class TextKind(models.TextChoices):
    INCLUDED = "included", _("What is included")
    DISCOUNTS = "discounts", _("Discounted registration")
    TRAVEL = "travel", _("Travel support")
    VISA = "visa", _("Visa letters")
    HOTEL = "hotel", _("Where to stay")
    CONDUCT = "conduct", _("Code of conduct")
    HEALTH = "health", _("Health and safety")
    ACCESSIBILITY = "accessibility", _("Accessibility")
    HOW = "how", _("How it works")


@history.tracked
class PageText(models.Model):
    """A section of an event's page: paragraphs, and lines that begin with "- " as a list."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="texts")
    kind = models.CharField(_("section"), max_length=13, choices=TextKind)
    title = models.CharField(_("title"), max_length=120)
    body = models.TextField(_("text"))
    link_label = models.CharField(_("label of the link"), max_length=80, blank=True)
    link_url = models.CharField(_("link"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["event", "position", "pk"]
        verbose_name = _("section")
        verbose_name_plural = _("sections of the page")
        constraints = [
            models.UniqueConstraint(fields=["event", "kind"], name="page_text_one_of_a_kind"),
            models.CheckConstraint(
                condition=Q(kind__in=TextKind.values), name="page_text_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def blocks(self) -> list[Block]:
        """The text as paragraphs and lists."""
        return prose.blocks(self.body)


@history.tracked
class Track(models.Model):
    """A strand of the programme."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="tracks")
    name = models.CharField(_("name"), max_length=80)
    description = models.CharField(_("in a line"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["event", "position", "name"]
        verbose_name = _("track")
        verbose_name_plural = _("tracks")
        constraints = [
            models.UniqueConstraint(fields=["event", "name"], name="track_once_per_event"),
        ]

    def __str__(self) -> str:
        return self.name


@history.tracked
class Answer(models.Model):
    """A question people ask about an event, and its answer."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="answers")
    question = models.CharField(_("question"), max_length=200)
    answer = models.TextField(_("answer"))
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["event", "position", "pk"]
        verbose_name = _("question and answer")
        verbose_name_plural = _("questions and answers")

    def __str__(self) -> str:
        return self.question

    @property
    def blocks(self) -> list[Block]:
        """The answer as paragraphs and lists."""
        return prose.blocks(self.answer)


@history.tracked
class Recording(models.Model):
    """A talk that can be watched."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="recordings")
    title = models.CharField(_("title"), max_length=200)
    speakers = models.CharField(_("speakers"), max_length=300, blank=True)
    url = models.URLField(_("address"), max_length=300)
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    projects = models.ManyToManyField(
        Project,
        blank=True,
        related_name="recordings",
        verbose_name=_("projects"),
        help_text=_("What the talk is about: it is then told on their pages."),
    )

    class Meta:
        ordering = ["event", "position", "pk"]
        verbose_name = _("recording")
        verbose_name_plural = _("recordings")
        constraints = [
            models.UniqueConstraint(fields=["event", "url"], name="recording_once"),
        ]

    def __str__(self) -> str:
        return self.title
