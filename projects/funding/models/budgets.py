"""What the governing board decided, what that allocates, and what is spent of it (domain 5)."""

from decimal import Decimal

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from foundation.base import history
from foundation.base.models import Recorded
from foundation.base.money import MoneyField
from members.models import Organization
from projects.funding.guards import (
    DECISION_HAS_ITS_VOTES,
    SPENDING_COUNTS,
    VOTE_BEFORE_THE_DECISION,
    VOTE_STAYS,
    VOTES_OF_SEATS,
    WITHIN_WHAT_WAS_PAID,
)

from .funds import Fund


class FundDecision(Recorded):
    """What the governing board of a fund decided: one vote for each funder's seat."""

    fund = models.ForeignKey(Fund, models.PROTECT, related_name="decisions", verbose_name=_("fund"))
    decided_on = models.DateField(_("decided on"))
    title = models.CharField(_("what about"), max_length=120)
    text = models.TextField(_("text"))
    votes_for = models.PositiveSmallIntegerField(_("seats for"))
    votes_against = models.PositiveSmallIntegerField(_("seats against"))
    votes_abstained = models.PositiveSmallIntegerField(_("seats abstained"))
    # Not known of decisions that were recorded before who voted how was kept.
    votes_absent = models.PositiveSmallIntegerField(_("seats absent"), null=True)
    votes_recused = models.PositiveSmallIntegerField(
        _("seats recused"), null=True, help_text=_("They had a conflict of interest.")
    )

    class Meta:
        ordering = ["-decided_on", "-pk"]
        verbose_name = _("decision of a fund")
        verbose_name_plural = _("decisions of funds")
        constraints = [
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(text=""), name="fund_decision_has_a_text"
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="fund_decisions_stay", operation=pgtrigger.Update | pgtrigger.Delete
            ),
            pgtrigger.Trigger(
                name="fund_decision_votes_of_seats",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=VOTES_OF_SEATS,
                declare=[("seats", "integer")],
            ),
            pgtrigger.Trigger(
                name="fund_decision_has_its_votes",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                # At the end of the transaction, when the votes are written, too.
                timing=pgtrigger.Deferred,
                func=DECISION_HAS_ITS_VOTES,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.decided_on}"

    @property
    def is_carried(self) -> bool:
        return self.votes_for > self.votes_against


class Choice(models.TextChoices):
    FOR = "for", _("For")
    AGAINST = "against", _("Against")
    ABSTAINED = "abstained", _("Abstained")
    ABSENT = "absent", _("Absent")
    RECUSED = "recused", _("Recused: conflict of interest")


class SeatVote(models.Model):
    """How one seat of the governing board voted on a decision. Only staff read it."""

    decision = models.ForeignKey(
        FundDecision, models.PROTECT, related_name="votes", verbose_name=_("decision")
    )
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="+", verbose_name=_("seat of")
    )
    choice = models.CharField(_("vote"), max_length=9, choices=Choice)

    class Meta:
        ordering = ["decision", "organization__name"]
        verbose_name = _("vote of a seat")
        verbose_name_plural = _("votes of seats")
        constraints = [
            models.CheckConstraint(condition=Q(choice__in=Choice.values), name="seat_vote_known"),
            models.UniqueConstraint(
                fields=["decision", "organization"],
                name="seat_votes_once",
                violation_error_message=_("This seat has voted on the decision."),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="seat_votes_are_kept", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="seat_vote_stays",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func=VOTE_STAYS,
            ),
            pgtrigger.Trigger(
                name="seat_vote_before_the_decision",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=VOTE_BEFORE_THE_DECISION,
                declare=[("taken", "funding_funddecision%ROWTYPE"), ("there", "integer")],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization}: {self.get_choice_display()}"


@history.tracked
class BudgetLine(models.Model):
    """What a decision of the governing board allocates for a year, and what of it is spent."""

    fund = models.ForeignKey(Fund, models.PROTECT, related_name="lines", verbose_name=_("fund"))
    decision = models.ForeignKey(
        FundDecision, models.PROTECT, related_name="lines", verbose_name=_("decision")
    )
    name = models.CharField(_("what for"), max_length=120)
    year = models.PositiveSmallIntegerField(_("year"))
    allocated = MoneyField(_("allocated"))
    spent = MoneyField(_("spent"), default=0, help_text=_("The sum of what was recorded."))
    lowered_by = models.ForeignKey(
        FundDecision,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="lowered",
        verbose_name=_("lowered by the decision"),
    )

    class Meta:
        ordering = ["fund", "-year", "name"]
        verbose_name = _("budget line")
        verbose_name_plural = _("budget lines")
        constraints = [
            models.CheckConstraint(
                condition=Q(allocated__gte=0, spent__gte=0, spent__lte=F("allocated")),
                name="budget_line_spends_what_it_has",
                violation_error_message=_("No more is spent than was allocated."),
            ),
            models.UniqueConstraint(
                fields=["fund", "year", "name"],
                name="budget_line_once_a_year",
                violation_error_message=_("The year has this line already."),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="budget_within_what_was_paid",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=WITHIN_WHAT_WAS_PAID,
                declare=[("paid", "numeric"), ("given", "numeric")],
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.year}"

    @property
    def left(self) -> Decimal:
        """What was allocated and is not spent."""
        return self.allocated - self.spent


class Spending(Recorded):
    """What a budget line was spent on. The line counts it; what was wrong is taken back by a minus."""

    line = models.ForeignKey(
        BudgetLine, models.PROTECT, related_name="spendings", verbose_name=_("budget line")
    )
    amount = MoneyField(_("amount"))
    spent_on = models.DateField(_("spent on"))
    what = models.CharField(_("what on"), max_length=150)

    class Meta:
        ordering = ["-spent_on", "-pk"]
        verbose_name = _("spending")
        verbose_name_plural = _("spending")
        constraints = [
            models.CheckConstraint(condition=~Q(amount=0), name="spending_is_money"),
            models.CheckConstraint(condition=~Q(what=""), name="spending_says_what_on"),
        ]
        triggers = [
            pgtrigger.Protect(
                name="spending_is_only_added", operation=pgtrigger.Update | pgtrigger.Delete
            ),
            pgtrigger.Trigger(
                name="spending_counts",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                func=SPENDING_COUNTS,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what}, {self.spent_on}"
