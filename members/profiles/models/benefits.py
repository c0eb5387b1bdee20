"""What an organisation asks for: to use something of a benefit that was agreed with it."""

from typing import Any

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.base import drafts, history
from foundation.base.drafts import Draft, DraftQuerySet
from members.models import AgreedBenefit, BenefitUse


class UseState(models.TextChoices):
    """The states of a draft, as one says them of a request, which is sent as it is begun."""

    SUBMITTED = "submitted", _("Waits for the staff")
    RETURNED = "returned", _("Refused")
    APPROVED = "approved", _("Used")
    DISCARDED = "discarded", _("Taken back")


@history.tracked
class BenefitRequest(Draft):
    """A member's people ask to use a benefit, say a keynote slot. Staff write down the use, which
    is counted against what was agreed, or refuse with a reason."""

    state = models.CharField(_("state"), max_length=9, choices=UseState, default=UseState.SUBMITTED)
    agreed = models.ForeignKey(
        AgreedBenefit, models.CASCADE, related_name="requests", verbose_name=_("benefit")
    )
    quantity = models.PositiveSmallIntegerField(
        _("how many"), default=1, validators=[MinValueValidator(1)]
    )
    text = models.CharField(_("for what"), max_length=300)
    use = models.OneToOneField(
        BenefitUse,
        models.RESTRICT,
        null=True,
        blank=True,
        related_name="request",
        verbose_name=_("use"),
    )

    objects = DraftQuerySet[Any].as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("request for a benefit")
        verbose_name_plural = _("requests for benefits")
        constraints = [
            *drafts.rules("benefit_request"),
            models.CheckConstraint(condition=~Q(state="written"), name="benefit_request_is_sent"),
            models.CheckConstraint(
                condition=Q(quantity__gt=0) & ~Q(text=""), name="benefit_request_of_something"
            ),
            models.CheckConstraint(
                condition=Q(state=UseState.APPROVED) ^ Q(use__isnull=True),
                name="benefit_request_used_has_a_use",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.agreed}: {self.text}"
