"""What members promise to a fund, and what the ledger says was paid of it (domain 5)."""

from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from foundation.base import history
from foundation.base.money import MoneyField, show
from foundation.billing.models import Account
from members.models import Organization
from projects.funding.guards import PLEDGE_POSSIBLE

from .funds import Fund


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
    reminded_at = models.DateTimeField(_("reminded at"), null=True, blank=True)
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
                condition=Q(account__isnull=True) | Q(confirmed_at__isnull=False),
                name="pledge_invoiced_was_confirmed",
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
