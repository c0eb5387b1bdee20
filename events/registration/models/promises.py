"""Places kept back for the holder of a code: sponsors, prepaid codes, whoever waited in line."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.base import history

from .stock import Stock


class PromiseQuerySet(models.QuerySet["Promise"]):
    def standing(self) -> Self:
        """Promises that still hold: what their code returns comes back to them."""
        return self.filter(ended_at__isnull=True)


@history.tracked
class Promise(models.Model):
    """So many places of a stock that only a code gets. They count as taken (domain 4.1).

    An order with the code takes them into its reservation, and gives them back here, or to the
    stock once the promise has ended.
    """

    code = models.ForeignKey("Code", models.PROTECT, related_name="promises")
    stock = models.ForeignKey(Stock, models.PROTECT, related_name="promises")
    quantity = models.PositiveIntegerField(_("places kept back now"), default=0)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    objects = PromiseQuerySet.as_manager()

    class Meta:
        ordering = ["stock", "pk"]
        verbose_name = _("promise of places")
        verbose_name_plural = _("promises of places")
        constraints = [
            models.UniqueConstraint(
                fields=["code", "stock"], name="promise_one_per_code_and_stock"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(quantity=0),
                name="promise_ended_keeps_nothing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.stock_id}"
