"""Decisions, which are only ever added, and what is to be done after an approval."""

from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from foundation.base import history
from members.models import Outcome, Ruled, Tier, rulings

from .applications import Application
from .guards import DECISION_POSSIBLE


class Decision(Ruled):
    """What was decided about an application, by whom, when, and with which votes (domain 1)."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="decisions")

    class Meta:
        ordering = ["application", "pk"]
        verbose_name = _("decision about an application")
        verbose_name_plural = _("decisions about applications")
        constraints = [
            *rulings.rules("decision"),
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(outcome=Outcome.APPROVED),
                name="decision_one_approval",
                violation_error_message=_("It has been approved already."),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="decisions_stay", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="decision_possible",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=DECISION_POSSIBLE,
                declare=[("decided", "applications_application%ROWTYPE")],
            ),
        ]


@history.tracked
class ChecklistTemplate(models.Model):
    """Something that is to be done for every new member, or for those of some tiers."""

    name = models.CharField(_("what is to be done"), max_length=120)
    tiers = models.ManyToManyField(
        Tier, blank=True, related_name="+", help_text=_("None chosen: for all.")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("line of the checklist")
        verbose_name_plural = _("lines of the checklist")
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="checklist_template_once",
                violation_error_message=_("The checklist has this line already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ChecklistItemQuerySet(models.QuerySet["ChecklistItem"]):
    def waiting(self) -> Self:
        """What is still to be done."""
        return self.filter(done_at__isnull=True)


@history.tracked
class ChecklistItem(models.Model):
    """Something to be done for one new member, copied from the template when it was approved."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="checklist")
    name = models.CharField(_("what is to be done"), max_length=120)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("done by"),
    )

    objects = ChecklistItemQuerySet.as_manager()

    class Meta:
        ordering = ["application", "position", "pk"]
        verbose_name = _("task for a new member")
        verbose_name_plural = _("tasks for new members")
        constraints = [
            models.UniqueConstraint(
                fields=["application", "name"],
                name="checklist_item_once",
                violation_error_message=_("The checklist has this line already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
