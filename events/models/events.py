"""Events: Summits, Project Teams Gatherings, community days (domain 4)."""

from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events import prose
from events.prose import Block
from foundation.base import history, zones
from foundation.base.money import CurrencyField
from foundation.base.slugs import validate_not_reserved

from .venues import Venue


class EventKind(models.TextChoices):
    SUMMIT = "summit", _("Summit")
    PTG = "ptg", _("Project Teams Gathering")
    COMMUNITY_DAY = "community_day", _("Community day")
    EPISODE = "episode", _("Online episode")


class EventQuerySet(models.QuerySet["Event"]):
    def public(self) -> Self:
        return self.filter(is_public=True)

    def upcoming(self, day: date) -> Self:
        """Events that have not ended on `day`, the next one first."""
        return self.filter(ends_on__gte=day).order_by("starts_on", "pk")

    def past(self, day: date) -> Self:
        """Events that ended before `day`, the last one first."""
        return self.filter(ends_on__lt=day).order_by("-starts_on", "-pk")


@history.tracked
class Event(models.Model):
    """Something people come to. Its days are days in its own zone."""

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("slug"), unique=True, validators=[validate_not_reserved])
    kind = models.CharField(_("kind"), max_length=13, choices=EventKind)
    tagline = models.CharField(_("in a line"), max_length=200, blank=True)
    description = models.TextField(_("description"), blank=True)
    venue = models.ForeignKey(
        Venue,
        models.PROTECT,
        null=True,
        blank=True,
        help_text=_("Empty: it is held online."),
    )
    zone = models.CharField(
        _("time zone"), max_length=40, default="UTC", validators=[zones.validate_zone]
    )
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    currency = CurrencyField(_("currency"))
    registration_opens_at = models.DateTimeField(_("registration opens"), null=True, blank=True)
    registration_closes_at = models.DateTimeField(_("registration closes"), null=True, blank=True)
    changes_until = models.DateTimeField(
        _("refunds, transfers and changes until"), null=True, blank=True
    )
    answers_until = models.DateTimeField(
        _("answers to questions until"),
        null=True,
        blank=True,
        help_text=_(
            "Attendees may change their answers until then. Empty: until the event is over."
        ),
    )
    is_public = models.BooleanField(_("public"), default=True)
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, blank=True)
    cancelled_because = models.CharField(
        _("why it was cancelled"),
        max_length=150,
        blank=True,
        help_text=_("Everybody who ordered reads it."),
    )
    recordings_url = models.URLField(_("recordings"), blank=True)
    contact_email = models.EmailField(_("contact"), blank=True)
    expected_attendees = models.PositiveIntegerField(_("expected attendees"), null=True, blank=True)
    former = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="later",
        verbose_name=_("former edition"),
    )
    part_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("part of"),
        help_text=_("The event whose tickets cover this one. Empty: it has its own."),
    )

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "name"]
        verbose_name = _("event")
        verbose_name_plural = _("events")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="event_ends_after_it_starts",
                violation_error_message=_("The last day is before the first."),
            ),
            models.CheckConstraint(condition=Q(kind__in=EventKind.values), name="event_kind_known"),
            models.CheckConstraint(
                condition=Q(registration_opens_at__isnull=True)
                | Q(registration_closes_at__isnull=True)
                | Q(registration_closes_at__gt=F("registration_opens_at")),
                name="event_registration_closes_after_it_opens",
                violation_error_message=_("Registration closes before it opens."),
            ),
            models.CheckConstraint(
                condition=Q(part_of__isnull=True) | ~Q(part_of=F("pk")),
                name="event_is_no_part_of_itself",
                violation_error_message=_("An event cannot be a part of itself."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("events:event", args=[self.slug])

    @property
    def place(self) -> str:
        """ "Vancouver, Canada", or "Online"."""
        if self.venue is None:
            return str(_("Online"))
        return f"{self.venue.city}, {self.venue.country.name}"

    @property
    def blocks(self) -> list[Block]:
        """The description as paragraphs and lists."""
        return prose.blocks(self.description)

    def has_begun(self, at: datetime) -> bool:
        """Whether its first day has begun in its own zone."""
        return zones.day(at, self.zone) >= self.starts_on

    def is_over(self, at: datetime) -> bool:
        """Whether its last day has ended in its own zone."""
        return zones.day(at, self.zone) > self.ends_on

    def registration_is_open(self, at: datetime) -> bool:
        """Whether anybody may register at `at`; single ticket types have windows of their own."""
        opened = self.registration_opens_at is not None and self.registration_opens_at <= at
        closed = self.registration_closes_at is not None and self.registration_closes_at <= at
        return opened and not closed and self.cancelled_at is None and not self.is_over(at)

    def allows_changes(self, at: datetime) -> bool:
        """Whether refunds, transfers and changes are still possible (domain 4.2)."""
        return self.changes_until is None or at <= self.changes_until
