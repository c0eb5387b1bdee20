"""Decisions of the board about hosted projects, which are only ever added (domain 5)."""

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from foundation.base.models import Recorded
from projects.models import Project

from .guards import DECISION_POSSIBLE
from .reviews import Review


class Subject(models.TextChoices):
    CONFIRMATION = "confirmation", _("Confirmation")
    EXTENSION = "extension", _("More time for the pilot")
    LICENCE = "licence", _("Licence")
    RETIREMENT = "retirement", _("End of the pilot")


class BoardDecisionQuerySet(models.QuerySet["BoardDecision"]):
    def public(self) -> Self:
        """Those that everybody may read."""
        return self.filter(is_public=True)


class BoardDecision(Recorded):
    """What the board decided about a project, on which day and with which votes."""

    project = models.ForeignKey(
        Project, models.PROTECT, related_name="board_decisions", verbose_name=_("project")
    )
    review = models.ForeignKey(
        Review,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="decisions",
        verbose_name=_("review"),
    )
    subject = models.CharField(_("about"), max_length=12, choices=Subject)
    is_carried = models.BooleanField(_("carried"))
    decided_on = models.DateField(_("decided on"), help_text=_("The day of the meeting."))
    votes_for = models.PositiveSmallIntegerField(_("votes for"))
    votes_against = models.PositiveSmallIntegerField(_("votes against"))
    votes_abstained = models.PositiveSmallIntegerField(_("abstained"))
    conflicts = models.TextField(
        _("conflicts of interest"),
        blank=True,
        help_text=_("Who had one and took no part. Only staff read it."),
    )
    text = models.TextField(_("text"), help_text=_("The project reads it."))
    extended_to = models.DateField(_("more time until"), null=True, blank=True)
    licence = models.CharField(_("licence"), max_length=40, blank=True)
    is_public = models.BooleanField(
        _("in public"), default=True, help_text=_("Shown on the path of the project.")
    )

    objects = BoardDecisionQuerySet.as_manager()

    class Meta:
        ordering = ["-decided_on", "-pk"]
        verbose_name = _("decision of the board")
        verbose_name_plural = _("decisions of the board")
        permissions = [("decide_project", _("Can record decisions of the board about projects"))]
        constraints = [
            models.CheckConstraint(
                condition=Q(subject__in=Subject.values), name="board_decision_subject_known"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="board_decision_has_a_text"),
            models.CheckConstraint(
                condition=Q(is_carried=True, votes_for__gt=F("votes_against"))
                | Q(is_carried=False, votes_for__lte=F("votes_against")),
                name="board_decision_follows_the_votes",
                violation_error_message=_("It is carried by more votes for than against."),
            ),
            models.CheckConstraint(
                condition=Q(subject=Subject.CONFIRMATION, review__isnull=False)
                | (~Q(subject=Subject.CONFIRMATION) & Q(review__isnull=True)),
                name="board_decision_confirms_after_a_review",
            ),
            models.CheckConstraint(
                condition=Q(subject=Subject.EXTENSION, extended_to__isnull=False)
                | (~Q(subject=Subject.EXTENSION) & Q(extended_to__isnull=True)),
                name="board_decision_extends_to_a_day",
            ),
            models.CheckConstraint(
                condition=Q(subject=Subject.LICENCE) ^ Q(licence=""),
                name="board_decision_names_the_licence",
            ),
            models.UniqueConstraint(
                fields=["review"],
                name="board_decision_one_per_review",
                violation_error_message=_("The board has decided about this review."),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="board_decisions_stay", operation=pgtrigger.Update | pgtrigger.Delete
            ),
            pgtrigger.Trigger(
                name="board_decision_possible",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=DECISION_POSSIBLE,
                declare=[
                    ("hosted", "projects_project%ROWTYPE"),
                    ("asked", "hosting_review%ROWTYPE"),
                ],
            ),
        ]

    def __str__(self) -> str:
        outcome = _("carried") if self.is_carried else _("not carried")
        return f"{self.get_subject_display()}, {self.decided_on}: {outcome}"
