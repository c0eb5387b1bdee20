"""That somebody asked to be erased, and what was done about it."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.base import clock
from members.accounts.models import User


class ErasureQuerySet(models.QuerySet["Erasure"]):
    def waiting(self) -> Self:
        """Those that are not finished: something waits for its time."""
        return self.filter(done_at__isnull=True)


class Erasure(models.Model):
    """One account that is erased. The addresses are kept only until the last row that waits for its
    time (a ticket, until the event is over) is found by them."""

    user = models.OneToOneField(User, models.PROTECT, related_name="erasure")
    emails = ArrayField(models.EmailField(), verbose_name=_("addresses"))
    asked_at = models.DateTimeField(_("asked at"), default=clock.now)
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)

    objects = ErasureQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("erasure")
        verbose_name_plural = _("erasures")
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at__isnull=True) | Q(emails=[]),
                name="erasure_done_knows_no_address",
            ),
        ]

    def __str__(self) -> str:
        return f"no. {self.pk}"


class ErasureStep(models.Model):
    """One kind of rows: how many were erased. The record of what was taken out of the history."""

    erasure = models.ForeignKey(Erasure, models.CASCADE, related_name="steps")
    key = models.CharField(_("what"), max_length=150)
    fate = models.CharField(_("what became of it"), max_length=7)
    rows = models.PositiveIntegerField(_("rows"), default=0)
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)

    class Meta:
        ordering = ["erasure", "pk"]
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        constraints = [
            models.UniqueConstraint(fields=["erasure", "key"], name="erasure_step_once"),
        ]

    def __str__(self) -> str:
        return self.key
