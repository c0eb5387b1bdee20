"""The rules of a tier's terms: rows that staff edit, never constants (domain 1, Terms)."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.base import history
from members.dues import days
from members.models import Tier


class Starts(models.TextChoices):
    APPROVAL = "approval", _("On the day it is agreed")
    NEW_YEAR = "new_year", _("On 1 January after it is agreed")


class FirstPart(models.TextChoices):
    FREE = "free", _("Costs nothing")
    BY_DAYS = "by_days", _("Costs its share of the year, by days")
    WHOLE = "whole", _("Costs a whole year")


@history.tracked
class TermRule(models.Model):
    """How terms of a tier begin, are renewed and paid. How many years they last stands at the tier.

    A tier without a row goes by what the fields begin with: yearly from the day it is agreed, and
    renewed by itself.
    """

    tier = models.OneToOneField(Tier, models.CASCADE, related_name="term_rule")
    starts = models.CharField(
        _("terms start"), max_length=8, choices=Starts, default=Starts.APPROVAL
    )
    first_part = models.CharField(
        _("the time before the first 1 January"),
        max_length=7,
        choices=FirstPart,
        default=FirstPart.BY_DAYS,
        help_text=_("Between approval and the first full year, where terms start on 1 January."),
    )
    must_elect = models.BooleanField(
        _("must elect to renew"),
        default=False,
        help_text=_("Otherwise it is renewed by itself unless the member leaves."),
    )
    elect_months = models.PositiveSmallIntegerField(
        _("elect: months before the end"),
        default=0,
        help_text=_("Counted from 1 January, six months and one day are 30 June."),
    )
    elect_days = models.PositiveSmallIntegerField(_("elect: and days"), default=1)
    invoice_days = models.PositiveSmallIntegerField(
        _("invoice so many days before the year"),
        default=60,
        help_text=_("A term that is renewed is renewed on that day too."),
    )
    pay_days = models.PositiveSmallIntegerField(
        _("days to pay"),
        default=30,
        help_text=_("From the invoice, and never before the year begins."),
    )
    grace_days = models.PositiveSmallIntegerField(
        _("days of grace"), default=60, help_text=_("After that an unpaid membership lapses.")
    )
    reinstate_days = models.PositiveSmallIntegerField(
        _("days to reinstate"),
        default=180,
        help_text=_("So long after its end the same membership can be taken up again."),
    )

    class Meta:
        ordering = ["tier__rank"]
        verbose_name = _("rule of terms")
        verbose_name_plural = _("rules of terms")
        constraints = [
            models.CheckConstraint(condition=Q(starts__in=Starts.values), name="rule_start_known"),
            models.CheckConstraint(
                condition=Q(first_part__in=FirstPart.values), name="rule_first_part_known"
            ),
            models.CheckConstraint(
                condition=Q(must_elect=False) | Q(elect_months__gt=0) | Q(elect_days__gt=0),
                name="rule_election_has_a_deadline",
                violation_error_message=_("Say until when a member must elect to renew."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.tier)

    def elect_by(self, end: date) -> date:
        """The last day to elect, of a term whose first day over is `end`."""
        return days.back(end, self.elect_months, self.elect_days)


class Subject(models.TextChoices):
    ELECTION = "election", _("Electing to renew")
    DUES = "dues", _("Unpaid dues")


@history.tracked
class Reminder(models.Model):
    """A day on which members are reminded. One whose next has come too is passed over."""

    rule = models.ForeignKey(TermRule, models.CASCADE, related_name="reminders")
    subject = models.CharField(_("about"), max_length=8, choices=Subject)
    months = models.PositiveSmallIntegerField(
        _("months before the end of the term"), default=0, help_text=_("For electing.")
    )
    days = models.SmallIntegerField(
        _("days"),
        default=0,
        help_text=_("Electing: and so many days before. Dues: after they were due; −7 is before."),
    )

    class Meta:
        ordering = ["rule", "subject", "-months", "days"]
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "subject", "months", "days"],
                name="reminder_of_dues_once",
                violation_error_message=_("There is a reminder on that day already."),
            ),
            models.CheckConstraint(
                condition=Q(subject=Subject.ELECTION, days__gte=0)
                | Q(subject=Subject.DUES, months=0),
                name="reminder_of_dues_counts_in_days",
                violation_error_message=_(
                    "Before the end of a term count forwards; reminders of dues count in days."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_subject_display()}, {self.months} months, {self.days} days"
