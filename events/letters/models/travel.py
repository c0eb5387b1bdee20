"""Travel support: who asks for what, what reviewers think, what was granted (domain 4)."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from events.models import Event
from events.registration.models import Code
from foundation.base import clock, history, tokens
from foundation.base.money import MoneyField

MOST_NIGHTS = 30


class TravelState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("To decide")
    GRANTED = "granted", _("Granted")
    WAITLISTED = "waitlisted", _("Waiting list")
    DECLINED = "declined", _("Declined")
    ACCEPTED = "accepted", _("Accepted")
    TURNED_DOWN = "turned_down", _("Turned down")
    LAPSED = "lapsed", _("Not answered in time")


AGREED = [TravelState.GRANTED, TravelState.ACCEPTED, TravelState.TURNED_DOWN, TravelState.LAPSED]


class TravelQuerySet(models.QuerySet["TravelApplication"]):
    def waiting(self) -> Self:
        """Applications nobody has decided."""
        return self.filter(state=TravelState.SUBMITTED)

    def lapsed(self, at: datetime) -> Self:
        """Grants whose day to accept is over."""
        return self.filter(state=TravelState.GRANTED, answer_until__lte=at)


@history.tracked
class TravelApplication(models.Model):
    """One person's application for one event. It opens by its secret, which is only ever mailed."""

    event = models.ForeignKey(Event, models.PROTECT, related_name="travel_applications")
    email = models.EmailField(_("e-mail"))
    secret = models.CharField(max_length=32, unique=True, default=tokens.secret, editable=False)
    state = models.CharField(
        _("state"), max_length=11, choices=TravelState, default=TravelState.DRAFT
    )
    name = models.CharField(_("full name"), max_length=150)
    country = CountryField(_("country of departure"), blank=True)
    why = models.TextField(_("why we should help"), blank=True, max_length=2000)
    contribution = models.TextField(_("contribution to the community"), blank=True, max_length=2000)
    flight = MoneyField(_("flight"), default=0)
    nights = models.PositiveSmallIntegerField(_("hotel nights"), default=0)
    wants_ticket = models.BooleanField(_("asks for a ticket"), default=False)
    created_at = models.DateTimeField(_("begun at"), default=clock.now, editable=False)
    verified_at = models.DateTimeField(_("e-mail verified at"), null=True, blank=True)
    submitted_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    granted_flight = MoneyField(_("granted for the flight"), default=0)
    granted_nights = models.PositiveSmallIntegerField(_("granted hotel nights"), default=0)
    granted_ticket = models.BooleanField(_("granted a ticket"), default=False)
    answer_until = models.DateTimeField(_("to be accepted until"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    code = models.OneToOneField(
        Code,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("code of the ticket"),
    )
    staff_note = models.TextField(_("note of the staff"), blank=True)

    objects = TravelQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("travel support application")
        verbose_name_plural = _("travel support applications")
        permissions = [("decide_travelapplication", _("Can decide on travel support"))]
        indexes = [models.Index(fields=["event", "state"], name="travel_by_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "email"], name="travel_one_per_event_and_email"
            ),
            models.CheckConstraint(
                condition=Q(state__in=TravelState.values), name="travel_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state=TravelState.DRAFT)
                | Q(submitted_at__isnull=False, verified_at__isnull=False)
                & ~Q(name="")
                & ~Q(country="")
                & ~Q(why="")
                & ~Q(contribution="")
                & (Q(flight__gt=0) | Q(nights__gt=0) | Q(wants_ticket=True)),
                name="travel_sent_is_complete",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=AGREED)
                | Q(answer_until__isnull=False, decided_at__isnull=False)
                & (Q(granted_flight__gt=0) | Q(granted_nights__gt=0) | Q(granted_ticket=True)),
                name="travel_grant_says_what_and_until_when",
                violation_error_message=_("Grant something: a flight, nights or a ticket."),
            ),
            models.CheckConstraint(
                condition=Q(flight__gte=0, granted_flight__gte=0)
                & Q(nights__lte=MOST_NIGHTS, granted_nights__lte=MOST_NIGHTS),
                name="travel_amounts_possible",
                violation_error_message=_("Give amounts of 0 or more, and at most 30 nights."),
            ),
            models.CheckConstraint(
                condition=Q(code__isnull=True) | Q(state=TravelState.ACCEPTED, granted_ticket=True),
                name="travel_code_only_when_accepted",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | Q(answered_at__lt=F("answer_until")),
                name="travel_answered_in_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.email}" if self.name else self.email

    def get_absolute_url(self) -> str:
        return reverse("letters:application", args=[self.event.slug, self.secret])


class Score(models.Model):
    """What one reviewer thinks of one application."""

    application = models.ForeignKey(TravelApplication, models.CASCADE, related_name="scores")
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="travel_scores"
    )
    points = models.PositiveSmallIntegerField(_("points"), help_text=_("1 to 5, 5 is best."))
    note = models.CharField(_("note"), max_length=500, blank=True)
    given_at = models.DateTimeField(_("given at"), default=clock.now)

    class Meta:
        ordering = ["application", "pk"]
        verbose_name = _("score")
        verbose_name_plural = _("scores of travel support")
        constraints = [
            models.UniqueConstraint(
                fields=["application", "reviewer"], name="travel_score_one_per_reviewer"
            ),
            models.CheckConstraint(
                condition=Q(points__gte=1, points__lte=5),
                name="travel_score_one_to_five",
                violation_error_message=_("Give 1 to 5 points."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.points}"
