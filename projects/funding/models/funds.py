"""A project's fund: money for it, in one currency, allocated by those who pay it (domain 5)."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.base import history
from foundation.base.money import CurrencyField
from projects.funding.guards import FUND_OPENS_WITH_PLATINUM
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
