"""What one organisation answers in one round. Only staff and whoever answers read this.

These tables have no history: an answer that is withdrawn is gone, and leaves no copy behind.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.base import clock, tokens
from members.models import Organization
from projects.models import Project

from .questions import Bracket, Industry, Kind, Region, Round, Stage


class Standing(models.TextChoices):
    WAITING = "waiting", _("Name to be matched")
    KNOWN = "known", _("Matched")
    ACCEPTED = "accepted", _("Not in the register, counted")
    SET_ASIDE = "set_aside", _("Set aside, not counted")


class AnswerQuerySet(models.QuerySet["Answer"]):
    def sent(self) -> Self:
        return self.filter(sent_at__isnull=False)

    def drafts(self) -> Self:
        return self.filter(sent_at=None)

    def waiting(self) -> Self:
        """Sent under a name that staff have not matched."""
        return self.sent().filter(standing=Standing.WAITING)

    def counted(self) -> Self:
        """Sent, by organisations that staff know to exist."""
        return self.sent().filter(standing__in=[Standing.KNOWN, Standing.ACCEPTED])

    def of(self, organizations: Sequence[int]) -> Self:
        """Those of these organisations (their keys)."""
        return self.filter(organization__in=organizations)


class Answer(models.Model):
    """One organisation in one round. It opens by its secret."""

    round = models.ForeignKey(
        Round, models.PROTECT, related_name="answers", verbose_name=_("round")
    )
    reference = models.CharField(_("reference"), max_length=8, unique=True)
    secret = models.CharField(max_length=32, unique=True, default=tokens.secret, editable=False)
    # The key of the form it began with: two clicks begin one.
    token = models.CharField(max_length=64, unique=True, editable=False)
    organization = models.ForeignKey(
        Organization,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="survey_answers",
        verbose_name=_("organisation"),
    )
    organization_name = models.CharField(_("organisation, as typed"), max_length=120)
    industry = models.ForeignKey(
        Industry,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("industry"),
    )
    name = models.CharField(_("who answers"), max_length=150)
    email = models.EmailField(_("e-mail"), db_index=True)
    projects = models.ManyToManyField(
        Project, blank=True, related_name="+", verbose_name=_("projects")
    )
    is_public = models.BooleanField(_("may be named as a user"), null=True, blank=True)
    standing = models.CharField(
        _("standing"), max_length=9, choices=Standing, default=Standing.WAITING
    )
    before = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="later",
        verbose_name=_("answer of an earlier round"),
    )
    created_at = models.DateTimeField(_("begun at"), default=clock.now, editable=False)
    touched_at = models.DateTimeField(_("last change"), default=clock.now, editable=False)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("reminded at"), null=True, blank=True)
    matched_at = models.DateTimeField(_("matched at"), null=True, blank=True)
    matched_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("matched by"),
    )

    objects = AnswerQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        permissions = [("see_confidential_answer", _("Can see and export confidential answers"))]
        indexes = [models.Index(fields=["round", "standing"], name="survey_answer_by_standing")]
        constraints = [
            models.CheckConstraint(
                condition=Q(standing__in=Standing.values), name="survey_answer_standing_known"
            ),
            models.CheckConstraint(
                condition=Q(standing=Standing.KNOWN, organization__isnull=False)
                | (~Q(standing=Standing.KNOWN) & Q(organization__isnull=True)),
                name="survey_answer_known_by_its_organization",
            ),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True)
                | Q(is_public__isnull=False, industry__isnull=False),
                name="survey_answer_sent_is_complete",
            ),
            models.CheckConstraint(
                condition=Q(email=Lower("email")), name="survey_answer_email_in_lower_case"
            ),
            models.UniqueConstraint(
                fields=["round", "organization"],
                name="survey_answer_once_a_round",
                violation_error_message=_("This organisation has an answer in this round."),
            ),
            models.UniqueConstraint(
                fields=["round", "before"],
                condition=Q(before__isnull=False),
                name="survey_answer_carried_over_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.called} ({self.reference})"

    def get_absolute_url(self) -> str:
        """The page of whoever answers: its address is a secret."""
        return reverse("deployments:answer", args=[self.reference, self.secret])

    @property
    def called(self) -> str:
        """The organisation as the register has it, else as it was typed."""
        return self.organization.name if self.organization else self.organization_name

    @property
    def is_sent(self) -> bool:
        return self.sent_at is not None

    def may_change(self, at: datetime) -> bool:
        """Whether its round still takes changes at `at`."""
        return self.round.is_open(at)


class Deployment(models.Model):
    """One project run in one way in one part of the world."""

    answer = models.ForeignKey(Answer, models.CASCADE, related_name="deployments")
    project = models.ForeignKey(
        Project, models.PROTECT, related_name="deployments", verbose_name=_("project")
    )
    kind = models.CharField(_("type"), max_length=7, choices=Kind)
    stage = models.CharField(_("stage"), max_length=10, choices=Stage)
    region = models.CharField(_("region"), max_length=13, choices=Region)
    bracket = models.ForeignKey(
        Bracket,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("cores"),
    )
    version = models.CharField(_("version"), max_length=40, blank=True)

    class Meta:
        ordering = ["answer", "project", F("bracket").desc(nulls_last=True), "pk"]
        verbose_name = _("deployment")
        verbose_name_plural = _("deployments")
        constraints = [
            models.UniqueConstraint(
                fields=["answer", "project", "kind", "region"],
                name="deployment_once",
                violation_error_message=_("This type in this region is there already."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=Kind.values)
                & Q(stage__in=Stage.values)
                & Q(region__in=Region.values),
                name="deployment_choices_known",
            ),
            models.CheckConstraint(
                condition=~Q(stage=Stage.PRODUCTION) | Q(bracket__isnull=False),
                name="deployment_in_production_has_cores",
                violation_error_message=_("Say how many cores are in production."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project}: {self.get_kind_display()}, {self.get_region_display()}"
