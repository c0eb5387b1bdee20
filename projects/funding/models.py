"""A project's fund: who pledges, what was allocated, what its governing board decided (domain 5)."""

from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.base import clock, history
from foundation.base.money import CurrencyField, MoneyField, show
from foundation.billing.models import Account
from members.models import Organization
from projects.funding.guards import (
    FUND_OPENS_WITH_PLATINUM,
    PLEDGE_POSSIBLE,
    VOTES_OF_SEATS,
    WITHIN_WHAT_WAS_PAID,
)
from projects.models import Project


class FundState(models.TextChoices):
    PROPOSED = "proposed", _("Proposed")
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")


@history.tracked
class Fund(models.Model):
    """Money for one project, in one currency, allocated by those who pay it."""

    project = models.ForeignKey(
        Project, models.PROTECT, related_name="funds", verbose_name=_("project")
    )
    purpose = models.TextField(_("what it is for"))
    currency = CurrencyField(_("currency"), default="USD")
    committee = models.TextField(
        _("technical committee"),
        blank=True,
        help_text=_("Who decides about the code, and how they are elected. Money buys no seat."),
    )
    note = models.CharField(
        _("note"), max_length=300, blank=True, help_text=_("Shown above everything on its page.")
    )
    state = models.CharField(
        _("state"), max_length=8, choices=FundState, default=FundState.PROPOSED
    )
    proposed_on = models.DateField(_("proposed on"))
    opened_on = models.DateField(_("opened on"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("fund")
        verbose_name_plural = _("funds")
        permissions = [("manage_fund", _("Can confirm, invoice and allocate money of funds"))]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=FundState.values), name="fund_state_known"
            ),
            models.UniqueConstraint(
                fields=["project"],
                condition=~Q(state=FundState.CLOSED),
                name="fund_one_per_project",
                violation_error_message=_("The project has a fund already."),
            ),
            models.CheckConstraint(
                condition=Q(
                    state=FundState.PROPOSED, opened_on__isnull=True, closed_on__isnull=True
                )
                | Q(state=FundState.OPEN, opened_on__isnull=False, closed_on__isnull=True)
                | Q(state=FundState.CLOSED, closed_on__isnull=False),
                name="fund_states_have_days",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="fund_opens_with_platinum",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func=FUND_OPENS_WITH_PLATINUM,
            )
        ]

    def __str__(self) -> str:
        return str(_("Fund of %(project)s") % {"project": self.project})

    def get_absolute_url(self) -> str:
        return reverse("funding:fund", args=[self.project.slug])


class PledgeQuerySet(models.QuerySet["Pledge"]):
    def standing(self) -> Self:
        """Those that were confirmed and not withdrawn: each gives its organisation a seat."""
        return self.filter(confirmed_at__isnull=False, withdrawn_at__isnull=True)

    def asked(self) -> Self:
        """Those that staff have still to confirm."""
        return self.filter(confirmed_at__isnull=True, withdrawn_at__isnull=True)


@history.tracked
class Pledge(models.Model):
    """What a member promises to a fund for a span of days. What is paid of it says the ledger."""

    fund = models.ForeignKey(Fund, models.PROTECT, related_name="pledges", verbose_name=_("fund"))
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="pledges", verbose_name=_("organisation")
    )
    amount = MoneyField(_("amount"))
    begins_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    pledged_on = models.DateField(_("pledged on"))
    pledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("pledged by"),
    )
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    account = models.OneToOneField(
        Account, models.PROTECT, null=True, blank=True, related_name="pledge"
    )

    objects = PledgeQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("pledge")
        verbose_name_plural = _("pledges")
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="pledge_is_money",
                violation_error_message=_("Pledge more than nothing."),
            ),
            models.CheckConstraint(
                condition=Q(begins_on__lte=F("ends_on")),
                name="pledge_ends_after_it_begins",
                violation_error_message=_("It ends after it begins."),
            ),
            models.CheckConstraint(
                condition=Q(account__isnull=True)
                | Q(confirmed_at__isnull=False, withdrawn_at__isnull=True),
                name="pledge_invoiced_stands",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="pledge_possible",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=PLEDGE_POSSIBLE,
                declare=[("stand", "text")],
            )
        ]

    def __str__(self) -> str:
        amount = show(self.amount, self.fund.currency, short=True)
        return f"{self.organization}: {amount}, {self.fund}"

    def state(self, paid: object = 0) -> tuple[str, str]:
        """Its state and how it is called; `paid` is what the ledger says of its account."""
        if self.withdrawn_at:
            return "withdrawn", str(_("Withdrawn"))
        if self.confirmed_at is None:
            return "asked", str(_("To be confirmed"))
        if self.account_id is None:
            return "pledged", str(_("Pledged"))
        return ("paid", str(_("Paid"))) if paid == self.amount else ("invoiced", str(_("Invoiced")))


class FundDecision(models.Model):
    """What the governing board of a fund decided: one vote for each funder's seat."""

    fund = models.ForeignKey(Fund, models.PROTECT, related_name="decisions", verbose_name=_("fund"))
    decided_on = models.DateField(_("decided on"))
    title = models.CharField(_("what about"), max_length=120)
    text = models.TextField(_("text"))
    votes_for = models.PositiveSmallIntegerField(_("seats for"))
    votes_against = models.PositiveSmallIntegerField(_("seats against"))
    votes_abstained = models.PositiveSmallIntegerField(_("seats abstained"))
    recorded_at = models.DateTimeField(_("recorded at"), default=clock.now)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("recorded by"),
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
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.decided_on}"

    @property
    def is_carried(self) -> bool:
        return self.votes_for > self.votes_against


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
    spent = MoneyField(_("spent"), default=0)

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
