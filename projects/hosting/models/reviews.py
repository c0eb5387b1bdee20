"""The review of a pilot: evidence by the project, assessment by staff, criterion by criterion."""

from datetime import date
from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.base import clock, history, tokens
from projects.models import Project

from .guards import FINDING_STAYS, REVIEW_ENDS_AS_DECIDED
from .texts import Criterion


class ReviewState(models.TextChoices):
    WRITING = "writing", _("The project writes")
    SENT = "sent", _("Handed in")
    PUBLIC = "public", _("In public")
    CONFIRMED = "confirmed", _("Confirmed")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


OPEN = [ReviewState.WRITING, ReviewState.SENT, ReviewState.PUBLIC]
ENDED = [ReviewState.CONFIRMED, ReviewState.DECLINED, ReviewState.WITHDRAWN]


class ReviewQuerySet(models.QuerySet["Review"]):
    def open(self) -> Self:
        """Those that have not ended."""
        return self.filter(state__in=OPEN)

    def waiting(self, day: date) -> Self:
        """Those on which staff have something to do on `day`: handed in, or comments are over."""
        return self.filter(
            Q(state=ReviewState.SENT) | Q(state=ReviewState.PUBLIC, comments_until__lt=day)
        )

    def in_public(self) -> Self:
        """Those that everybody may read: they were open for comments."""
        return self.filter(comments_from__isnull=False)


@history.tracked
class Review(models.Model):
    """Whether a pilot is ready to be confirmed. Whoever has its link writes for the project."""

    project = models.ForeignKey(
        Project, models.PROTECT, related_name="reviews", verbose_name=_("project")
    )
    reference = models.CharField(_("reference"), max_length=8, unique=True)
    secret = models.CharField(max_length=32, unique=True, default=tokens.secret, editable=False)
    name = models.CharField(_("who writes for the project"), max_length=150)
    email = models.EmailField(_("e-mail"))
    state = models.CharField(
        _("state"), max_length=9, choices=ReviewState, default=ReviewState.WRITING
    )
    state_since = models.DateTimeField(_("in this state since"), default=clock.now)
    note = models.TextField(
        _("what is to be added"), blank=True, help_text=_("The project reads it on its page.")
    )
    comments_from = models.DateField(_("comments from"), null=True, blank=True)
    comments_until = models.DateField(
        _("comments until"), null=True, blank=True, help_text=_("The last day, in UTC.")
    )
    begun_at = models.DateTimeField(_("begun at"), default=clock.now)
    begun_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("begun by"),
    )

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("review of a pilot")
        verbose_name_plural = _("reviews of pilots")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=ReviewState.values), name="review_state_known"
            ),
            models.UniqueConstraint(
                fields=["project"],
                condition=Q(state__in=OPEN),
                name="review_one_open_per_project",
                violation_error_message=_("A review of this project is open already."),
            ),
            models.CheckConstraint(
                condition=Q(comments_from__isnull=True, comments_until__isnull=True)
                | Q(comments_from__lte=F("comments_until")),
                name="review_comments_have_days",
                violation_error_message=_("Comments end after they begin."),
            ),
            models.CheckConstraint(
                condition=~Q(
                    state__in=[ReviewState.PUBLIC, ReviewState.CONFIRMED, ReviewState.DECLINED]
                )
                | Q(comments_from__isnull=False),
                name="review_public_has_its_days",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="review_ends_as_decided",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func=REVIEW_ENDS_AS_DECIDED,
            )
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.project}"

    def get_absolute_url(self) -> str:
        """Where the project writes: the address is a secret."""
        return reverse("hosting:review", args=[self.reference, self.secret])

    @property
    def is_open(self) -> bool:
        """Whether it has not ended."""
        return self.state in OPEN

    def takes_comments(self, day: date) -> bool:
        """Whether people of other projects may comment on `day` (UTC)."""
        return (
            self.state == ReviewState.PUBLIC
            and self.comments_from is not None
            and self.comments_until is not None
            and self.comments_from <= day <= self.comments_until
        )


class Verdict(models.TextChoices):
    MET = "met", _("Meets it")
    PARTLY = "partly", _("Meets it in part")
    UNMET = "unmet", _("Does not meet it yet")


@history.tracked
class Finding(models.Model):
    """One criterion in one review: what the project shows, and what staff think of it."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="findings")
    criterion = models.ForeignKey(
        Criterion, models.PROTECT, related_name="+", verbose_name=_("criterion")
    )
    evidence = models.TextField(_("evidence"), blank=True)
    evidence_at = models.DateTimeField(_("written at"), null=True, blank=True)
    verdict = models.CharField(_("assessment"), max_length=6, choices=Verdict, blank=True)
    assessment = models.TextField(
        _("in words"), blank=True, help_text=_("Everybody reads it once the review is in public.")
    )
    assessed_at = models.DateTimeField(_("assessed at"), null=True, blank=True)
    assessed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("assessed by"),
    )

    class Meta:
        ordering = ["review", "criterion__position", "pk"]
        verbose_name = _("criterion of the review")
        verbose_name_plural = _("criteria of the review")
        constraints = [
            models.UniqueConstraint(fields=["review", "criterion"], name="finding_once"),
            models.CheckConstraint(
                condition=Q(verdict="", assessed_at__isnull=True)
                | Q(verdict__in=Verdict.values, assessed_at__isnull=False),
                name="finding_assessed_has_a_moment",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="finding_stays",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func=FINDING_STAYS,
                declare=[("stand", "text")],
            )
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.get_verdict_display() or _('not assessed')}"
