"""The voting right: its rules as rows, votes and who took part, notices (domain 2)."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from foundation.base import history, tokens
from members.accounts.models import User

from .memberships import IndividualMembership


class VotingRuleQuerySet(models.QuerySet["VotingRule"]):
    def in_force(self, day: date) -> "VotingRule":
        """The rule of `day`; that of the bylaws (180 days, half of 24 months, 30 days) unless a
        row says otherwise."""
        found = self.filter(in_force_from__lte=day).order_by("-in_force_from").first()
        return found or VotingRule(in_force_from=date.min)


@history.tracked
class VotingRule(models.Model):
    """When an individual member may vote, from a day on."""

    in_force_from = models.DateField(_("in force from"), unique=True)
    wait_days = models.PositiveSmallIntegerField(
        _("days from joining to the first vote"), default=180
    )
    window_months = models.PositiveSmallIntegerField(_("months that are looked back"), default=24)
    least_percent = models.PositiveSmallIntegerField(
        _("least share of the votes, %"),
        default=50,
        help_text=_("Who took part in fewer of them gets a notice."),
    )
    answer_days = models.PositiveSmallIntegerField(_("days to answer the notice"), default=30)

    objects = VotingRuleQuerySet.as_manager()

    class Meta:
        ordering = ["-in_force_from"]
        verbose_name = _("voting rule")
        verbose_name_plural = _("voting rules")
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    wait_days__lte=3650,
                    window_months__range=(1, 120),
                    least_percent__lte=100,
                    answer_days__range=(1, 366),
                ),
                name="voting_rule_possible",
                violation_error_message=_(
                    "Wait at most 3650 days, look back 1 to 120 months, ask for 0 to 100 %, "
                    "and give 1 to 366 days to answer."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"from {self.in_force_from}"


@history.tracked
class Vote(models.Model):
    """An election or ballot of the individual members. The room of elections writes it."""

    name = models.CharField(_("name"), max_length=150)
    closed_on = models.DateField(_("closed on"), db_index=True)

    class Meta:
        ordering = ["-closed_on", "pk"]
        verbose_name = _("vote")
        verbose_name_plural = _("votes")

    def __str__(self) -> str:
        return self.name


class Turnout(models.Model):
    """One member who could vote in one vote, and whether they did. Never what they voted for."""

    vote = models.ForeignKey(Vote, models.PROTECT, related_name="turnout")
    user = models.ForeignKey(User, models.PROTECT, related_name="turnout")
    voted = models.BooleanField(_("took part"))

    class Meta:
        ordering = ["vote", "pk"]
        verbose_name = _("turnout")
        verbose_name_plural = _("turnout")
        constraints = [
            models.UniqueConstraint(fields=["vote", "user"], name="turnout_once_per_vote"),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {_('yes') if self.voted else _('no')}"


class NoticeOutcome(models.TextChoices):
    OPEN = "open", _("Waits for an answer")
    ANSWERED = "answered", _("Answered: the right stays")
    ENOUGH = "enough", _("Voted meanwhile: the right stays")
    LOST = "lost", _("Not answered: the right is lost")
    ENDED = "ended", _("No longer a member")


class VotingNoticeQuerySet(models.QuerySet["VotingNotice"]):
    def lost_on(self, day: date) -> Self:
        """Notices by which the right is lost on `day`."""
        return self.filter(Q(restored_on__isnull=True) | Q(restored_on__gt=day), lost_on__lte=day)

    def due(self, day: date) -> Self:
        """Open notices whose last day to answer is over on `day`."""
        return self.filter(outcome=NoticeOutcome.OPEN, answer_until__lt=day)


@history.tracked
class VotingNotice(models.Model):
    """What a member is told who voted in too few votes, and what came of it."""

    membership = models.ForeignKey(
        IndividualMembership, models.PROTECT, related_name="notices", verbose_name=_("member")
    )
    secret = models.CharField(max_length=32, unique=True, default=tokens.secret, editable=False)
    sent_on = models.DateField(_("sent on"))
    answer_until = models.DateField(_("to be answered by"))
    votes = models.PositiveSmallIntegerField(_("votes"))
    taken = models.PositiveSmallIntegerField(_("took part in"))
    outcome = models.CharField(
        _("outcome"), max_length=8, choices=NoticeOutcome, default=NoticeOutcome.OPEN
    )
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    lost_on = models.DateField(_("right lost on"), null=True, blank=True)
    restored_on = models.DateField(_("right given back on"), null=True, blank=True)
    restored_because = models.CharField(_("why it was given back"), max_length=300, blank=True)

    objects = VotingNoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("voting notice")
        verbose_name_plural = _("voting notices")
        constraints = [
            models.UniqueConstraint(
                fields=["membership"],
                condition=Q(outcome="open"),
                name="voting_notice_one_open",
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=NoticeOutcome.values), name="voting_notice_outcome_known"
            ),
            models.CheckConstraint(
                condition=Q(outcome="answered", answered_on__isnull=False)
                | Q(~Q(outcome="answered"), answered_on__isnull=True),
                name="voting_notice_answered_has_a_day",
            ),
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True) | Q(answered_on__lte=F("answer_until")),
                name="voting_notice_answered_in_time",
            ),
            models.CheckConstraint(
                condition=Q(outcome="lost", lost_on__gt=F("answer_until"))
                | Q(~Q(outcome="lost"), lost_on__isnull=True),
                name="voting_notice_lost_after_the_answer_was_due",
            ),
            models.CheckConstraint(
                condition=Q(restored_on__isnull=True, restored_because="")
                | Q(Q(restored_on__gte=F("lost_on")) & ~Q(restored_because="")),
                name="voting_notice_given_back_with_a_reason",
                violation_error_message=_("Say why the right is given back."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.membership.user}, {self.sent_on}"
