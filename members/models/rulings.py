"""Decisions about who holds a tier: by whom, when, with which votes; only ever added (domain 1)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from foundation.base.models import Recorded

from .tiers import DecidedBy


class Outcome(models.TextChoices):
    APPROVED = "approved", _("Approved")
    DECLINED = "declined", _("Declined")


class Ruled(Recorded):
    """What the board or the Executive Director decided. The row it is about is of the room."""

    body = models.CharField(_("decided by"), max_length=8, choices=DecidedBy)
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome)
    decided_on = models.DateField(_("decided on"), help_text=_("The day of the meeting."))
    text = models.TextField(_("text"), help_text=_("The applicant reads it."))
    votes_for = models.PositiveSmallIntegerField(_("votes for"), null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField(_("votes against"), null=True, blank=True)
    votes_abstained = models.PositiveSmallIntegerField(_("abstained"), null=True, blank=True)
    conflicts = models.TextField(
        _("conflicts of interest"),
        blank=True,
        help_text=_("Who had one and took no part. Only staff read it."),
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.get_outcome_display()}, {self.get_body_display()}, {self.decided_on}"


def rules(name: str) -> list[models.BaseConstraint]:
    """What the database holds of every decision; the constraints are called after `name`."""
    return [
        models.CheckConstraint(
            condition=Q(body__in=DecidedBy.values, outcome__in=Outcome.values),
            name=f"{name}_body_and_outcome_known",
        ),
        models.CheckConstraint(condition=~Q(text=""), name=f"{name}_has_a_text"),
        models.CheckConstraint(
            condition=Q(
                body=DecidedBy.BOARD,
                votes_for__isnull=False,
                votes_against__isnull=False,
                votes_abstained__isnull=False,
            )
            | Q(
                body=DecidedBy.DIRECTOR,
                votes_for__isnull=True,
                votes_against__isnull=True,
                votes_abstained__isnull=True,
            ),
            name=f"{name}_votes_of_a_board",
            violation_error_message=_("A board votes, a director does not."),
        ),
        models.CheckConstraint(
            condition=Q(body=DecidedBy.DIRECTOR)
            | Q(outcome=Outcome.APPROVED, votes_for__gt=F("votes_against"))
            | Q(outcome=Outcome.DECLINED, votes_for__lte=F("votes_against")),
            name=f"{name}_follows_the_votes",
            violation_error_message=_(
                "The votes say otherwise: it is approved by more votes for than against."
            ),
        ),
    ]
