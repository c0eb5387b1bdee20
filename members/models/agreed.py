"""What a member was promised: the benefits as they were agreed, and what has been used of them.

The table of benefits changes from year to year; what was agreed does not (domain 1).
"""

from typing import Self

from django.db import models
from django.db.models import Q, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from foundation.base import history

from . import guards
from .memberships import Membership
from .tiers import Benefit


class AgreedBenefitQuerySet(models.QuerySet["AgreedBenefit"]):
    def with_use(self) -> Self:
        """Adds `used`: how much of each has been used."""
        return self.annotate(used=Coalesce(Sum("uses__quantity"), 0))


@history.tracked
class AgreedBenefit(models.Model):
    """A benefit of one membership, copied from its tier when it was agreed."""

    membership = models.ForeignKey(Membership, models.CASCADE, related_name="agreed_benefits")
    benefit = models.ForeignKey(
        Benefit, models.SET_NULL, null=True, blank=True, related_name="agreed"
    )
    group = models.CharField(_("group"), max_length=60)
    name = models.CharField(_("benefit"), max_length=160)
    detail = models.CharField(_("detail"), max_length=80, blank=True)
    quantity = models.PositiveSmallIntegerField(
        _("how many"),
        null=True,
        blank=True,
        help_text=_("Empty where it is not counted."),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = AgreedBenefitQuerySet.as_manager()

    class Meta:
        ordering = ["membership", "position", "pk"]
        verbose_name = _("agreed benefit")
        verbose_name_plural = _("agreed benefits")
        triggers = [guards.AGREED_AS_USED]
        constraints = [
            models.UniqueConstraint(
                fields=["membership", "name"],
                name="agreed_benefit_once",
                violation_error_message=_("This membership has that benefit already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


@history.tracked
class BenefitUse(models.Model):
    """That something of an agreed benefit was used, and for what."""

    agreed = models.ForeignKey(AgreedBenefit, models.CASCADE, related_name="uses")
    quantity = models.PositiveSmallIntegerField(_("how many"), default=1)
    used_on = models.DateField(_("used on"))
    note = models.CharField(_("for what"), max_length=200, blank=True)

    class Meta:
        ordering = ["-used_on", "-pk"]
        verbose_name = _("use of a benefit")
        verbose_name_plural = _("uses of benefits")
        triggers = [guards.USED_AS_AGREED]
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gt=0), name="benefit_use_of_something"),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.agreed}"
