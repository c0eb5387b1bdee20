"""What an organisation asks for: another tier. The board or the Executive Director decides."""

from datetime import date
from typing import Any, Self

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from foundation.base import drafts, history
from foundation.base.drafts import Draft, DraftQuerySet
from members.models import DecidedBy, Membership, Ruled, Tier, rulings

from .guards import DECISION_POSSIBLE


class RequestState(models.TextChoices):
    """The states of a draft, as one says them of a request, which is sent as it is begun."""

    SUBMITTED = "submitted", _("Waits for the decision")
    RETURNED = "returned", _("Refused")
    APPROVED = "approved", _("Granted")
    DISCARDED = "discarded", _("Taken back")


class TierRequestQuerySet(DraftQuerySet[Any]):
    def ours(self, day: date) -> Self:
        """Those on which staff have something to do on `day`: to publish, or to decide once the
        days in public are over."""
        return self.waiting().exclude(decide_from__gt=day)

    def in_public(self) -> Self:
        """Those that everybody may read about until they are decided."""
        return self.waiting().filter(published_on__isnull=False)


@history.tracked
class TierRequest(Draft):
    """A member asks for another tier, which is not had by a click (domain 1, Joining).

    `body` and `public_days` are copied from the tier when it is asked for; staff may refer it to
    the board.
    """

    state = models.CharField(
        _("state"), max_length=9, choices=RequestState, default=RequestState.SUBMITTED
    )
    membership = models.ForeignKey(
        Membership, models.CASCADE, related_name="tier_requests", verbose_name=_("membership")
    )
    tier = models.ForeignKey(
        Tier, models.PROTECT, related_name="+", verbose_name=_("tier it asks for")
    )
    body = models.CharField(
        _("decides"), max_length=8, choices=DecidedBy, default=DecidedBy.DIRECTOR
    )
    public_days = models.PositiveSmallIntegerField(_("days in public"), default=0)
    published_on = models.DateField(_("published on"), null=True, blank=True)
    decide_from = models.GeneratedField(
        verbose_name=_("decided not before"),
        expression=models.ExpressionWrapper(
            F("published_on") + F("public_days"), output_field=models.DateField()
        ),
        output_field=models.DateField(),
        db_persist=True,
    )
    decided_on = models.DateField(_("decided on"), null=True, blank=True)

    objects = TierRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("request for a tier")
        verbose_name_plural = _("requests for tiers")
        constraints = [
            *drafts.rules("tier_request"),
            models.UniqueConstraint(
                fields=["membership"],
                condition=Q(state=RequestState.SUBMITTED),
                name="tier_request_one_waits",
                violation_error_message=_("A request for a tier waits already."),
            ),
            models.CheckConstraint(condition=~Q(state="written"), name="tier_request_is_sent"),
            models.CheckConstraint(
                condition=Q(body__in=DecidedBy.values), name="tier_request_body_known"
            ),
            models.CheckConstraint(
                condition=Q(published_on__isnull=True) | Q(public_days__gt=0),
                name="tier_request_published_where_that_is_due",
            ),
            models.CheckConstraint(
                condition=~Q(state=RequestState.APPROVED)
                | Q(public_days=0)
                | Q(decide_from__isnull=False, decided_on__isnull=False)
                & Q(decide_from__lte=F("decided_on")),
                name="tier_request_granted_after_its_days_in_public",
                violation_error_message=_("It is not granted before its days in public are over."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.membership.organization}: {self.membership.tier} → {self.tier}"

    @property
    def is_up(self) -> bool:
        """Whether it asks for a higher tier."""
        return self.tier.rank < self.membership.tier.rank


class TierDecision(Ruled):
    """What was decided about a request, by whom, when, and with which votes."""

    request = models.OneToOneField(
        TierRequest, models.PROTECT, related_name="decision", verbose_name=_("request")
    )

    class Meta:
        ordering = ["request"]
        verbose_name = _("decision about a tier")
        verbose_name_plural = _("decisions about tiers")
        constraints = rulings.rules("tier_decision")
        triggers = [
            pgtrigger.Protect(
                name="tier_decisions_stay", operation=pgtrigger.Update | pgtrigger.Delete
            ),
            pgtrigger.Trigger(
                name="tier_decision_possible",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=DECISION_POSSIBLE,
                declare=[("decided", "profiles_tierrequest%ROWTYPE")],
            ),
        ]
