"""News: written by members and maintainers, approved by staff, shown when their time has come."""

from datetime import datetime, timedelta
from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events.models import Event
from events.prose import Block, blocks
from foundation.base import clock, history
from foundation.base.search import SearchText
from foundation.base.slugs import validate_not_reserved
from members.models import Organization
from projects.models import Project

# Other pages are kept for a while after they were made: they drop a story that much earlier.
OTHER_PAGES_LAST = timedelta(minutes=80)


class StoryState(models.TextChoices):
    DRAFT = "draft", _("Being written")
    SUBMITTED = "submitted", _("Waits for approval")
    RETURNED = "returned", _("Returned with a note")
    APPROVED = "approved", _("Approved")
    DISCARDED = "discarded", _("Discarded")


OPEN = (StoryState.DRAFT, StoryState.SUBMITTED, StoryState.RETURNED)


class StoryQuerySet(models.QuerySet["Story"]):
    def public(self, at: datetime) -> Self:
        """Those that anybody may read at `at`: approved, begun, not over."""
        return self.filter(
            Q(expires_at__isnull=True) | Q(expires_at__gt=at),
            state=StoryState.APPROVED,
            published_at__lte=at,
        )

    def told_elsewhere(self, at: datetime) -> Self:
        """Those that other pages name: not if one of them could be kept past the story's end."""
        return self.public_until(at, at + OTHER_PAGES_LAST)

    def public_until(self, at: datetime, late: datetime) -> Self:
        """Those that anybody may read at `at` and, as far as is known, still at `late`."""
        return self.public(at).filter(Q(expires_at__isnull=True) | Q(expires_at__gt=late))

    def waiting(self) -> Self:
        """Those that staff have to look at."""
        return self.filter(state=StoryState.SUBMITTED)

    def newest_first(self) -> Self:
        return self.order_by("-published_at", "-pk")


@history.tracked
class Story(models.Model):
    """Something that happened. It is under embargo until `published_at`, whoever has approved it."""

    title = models.CharField(_("title"), max_length=120)
    slug = models.SlugField(
        _("slug"), max_length=80, unique=True, validators=[validate_not_reserved]
    )
    lead = models.CharField(_("in a sentence or two"), max_length=300)
    body = models.TextField(
        _("text"), blank=True, help_text=_("Paragraphs; lines that begin with “- ” are a list.")
    )
    byline = models.CharField(_("by"), max_length=150, blank=True)
    source = models.CharField(
        _("source"), max_length=200, blank=True, help_text=_("Where this is known from.")
    )
    source_url = models.URLField(_("address of the source"), max_length=300, blank=True)
    state = models.CharField(_("state"), max_length=9, choices=StoryState, default=StoryState.DRAFT)
    note = models.TextField(_("note of the staff"), blank=True)
    published_at = models.DateTimeField(
        _("published at"), null=True, blank=True, help_text=_("Nobody sees it before (UTC).")
    )
    expires_at = models.DateTimeField(
        _("shown until"), null=True, blank=True, help_text=_("Empty: for good (UTC).")
    )
    projects = models.ManyToManyField(Project, blank=True, related_name="stories")
    organizations = models.ManyToManyField(
        Organization, blank=True, related_name="stories", verbose_name=_("organisations")
    )
    at_events = models.ManyToManyField(
        Event, blank=True, related_name="stories", verbose_name=_("events")
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="stories",
        verbose_name=_("author"),
    )
    written_at = models.DateTimeField(_("last written at"), default=clock.now, editable=False)
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True, editable=False)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True, editable=False)
    corrected_at = models.DateTimeField(_("corrected at"), null=True, blank=True, editable=False)
    search_text = SearchText("title")

    objects = StoryQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at", "-pk"]
        verbose_name = _("story")
        verbose_name_plural = _("news")
        indexes = [models.Index(fields=["state", "-published_at"], name="story_published")]
        triggers = [
            pgtrigger.FSM(
                name="story_goes_its_way",
                field="state",
                transitions=[
                    ("draft", "submitted"),
                    ("returned", "submitted"),
                    ("submitted", "draft"),
                    ("returned", "draft"),
                    ("submitted", "returned"),
                    ("submitted", "approved"),
                    ("approved", "returned"),
                    ("draft", "discarded"),
                    ("submitted", "discarded"),
                    ("returned", "discarded"),
                ],
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=StoryState.values), name="story_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state="approved") | Q(published_at__isnull=False),
                name="story_approved_has_its_time",
                violation_error_message=_("Say when it is published."),
            ),
            models.CheckConstraint(
                condition=Q(expires_at__isnull=True)
                | Q(published_at__isnull=True)
                | Q(expires_at__gt=F("published_at")),
                name="story_ends_after_it_begins",
                violation_error_message=_("It must be shown until after it is published."),
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | ~Q(note=""), name="story_returned_with_a_note"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("news:story", args=[self.slug])

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def last_changed_at(self) -> datetime | None:
        """When readers last saw it change: published, or corrected since."""
        if self.published_at is None or self.corrected_at is None:
            return self.published_at
        return max(self.published_at, self.corrected_at)

    @property
    def is_corrected(self) -> bool:
        """Whether its words were mended after it was published."""
        return self.last_changed_at != self.published_at

    @property
    def blocks(self) -> list[Block]:
        """The text as paragraphs and lists."""
        return blocks(self.body)


class StoryPicture(models.Model):
    """The picture of a story, made anew from what was sent: what a camera writes into it is gone."""

    story = models.OneToOneField(Story, models.CASCADE, related_name="picture")
    content = models.BinaryField(_("content"))
    small = models.BinaryField(
        _("small"), default=b"", help_text=_("For lists; empty: it is as small as that already.")
    )
    width = models.PositiveSmallIntegerField(_("width"))
    height = models.PositiveSmallIntegerField(_("height"))
    alt = models.CharField(_("what it shows"), max_length=200)

    class Meta:
        verbose_name = _("picture of a story")
        verbose_name_plural = _("pictures of stories")
        constraints = [
            models.CheckConstraint(condition=~Q(alt=""), name="story_picture_is_described"),
        ]

    def __str__(self) -> str:
        return self.alt
