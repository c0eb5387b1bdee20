"""Changes of a paid order that cost more: agreed, and waiting for the difference (domain 4.2)."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.base import clock, history
from foundation.base.money import MoneyField
from foundation.billing.tax.deciding import Treatment

from .orders import Order
from .stock import TicketType
from .tickets import Ticket


class ChangeState(models.TextChoices):
    WAITING = "waiting", _("Waiting for payment")
    DONE = "done", _("Done")
    LAPSED = "lapsed", _("Lapsed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class ChangeQuerySet(models.QuerySet["Change"]):
    def waiting(self) -> Self:
        """Changes whose difference has not been paid."""
        return self.filter(state=ChangeState.WAITING)

    def lapsed(self, at: datetime) -> Self:
        """Changes that waited until `at` in vain."""
        return self.waiting().filter(waits_until__lte=at)


@history.tracked
class Change(models.Model):
    """Other or more tickets in an order. The old ones stay valid until the difference is paid.

    Meanwhile the order holds the places of both: `places` is by how many, per stock, they differ.
    """

    order = models.ForeignKey(Order, models.PROTECT, related_name="changes")
    state = models.CharField(
        _("state"), max_length=9, choices=ChangeState, default=ChangeState.WAITING
    )
    difference = MoneyField(
        _("difference"), help_text=_("Positive: the buyer pays it. Negative: it goes back.")
    )
    places = models.JSONField(_("places more or fewer, by stock"), default=dict, editable=False)
    made_at = models.DateTimeField(_("asked at"), default=clock.now, editable=False)
    waits_until = models.DateTimeField(_("waits until"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("change of an order")
        verbose_name_plural = _("changes of orders")
        indexes = [
            models.Index(
                fields=["waits_until"], condition=Q(state="waiting"), name="change_waits_until"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["order"],
                condition=Q(state=ChangeState.WAITING),
                name="change_one_waiting_per_order",
            ),
            models.CheckConstraint(
                condition=Q(state__in=ChangeState.values), name="change_state_known"
            ),
            models.CheckConstraint(
                condition=Q(
                    state=ChangeState.WAITING,
                    waits_until__isnull=False,
                    closed_at__isnull=True,
                    difference__gt=0,
                )
                | ~Q(state=ChangeState.WAITING) & Q(closed_at__isnull=False),
                name="change_waiting_costs_and_ends",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order}: {self.get_state_display()}"


class ChangeLine(models.Model):
    """One ticket that becomes another, or (without a ticket) one more, at the price agreed.

    Price and tax are those of the ticket it will be.
    """

    change = models.ForeignKey(Change, models.PROTECT, related_name="lines")
    ticket = models.ForeignKey(Ticket, models.PROTECT, null=True, blank=True, related_name="+")
    ticket_type = models.ForeignKey(TicketType, models.PROTECT, related_name="+")
    listed_price = MoneyField(_("price as listed"), default=0)
    price = MoneyField(_("price, tax included"))
    tax_rate = models.DecimalField(_("tax rate, %"), max_digits=5, decimal_places=2, default=0)
    tax_label = models.CharField(_("name of the tax"), max_length=30, blank=True)
    tax_treatment = models.CharField(
        _("tax treatment"), max_length=14, choices=Treatment, default=Treatment.STANDARD
    )
    tax_text = models.CharField(_("sentence about the tax"), max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("changed ticket")
        verbose_name_plural = _("changed tickets")
        constraints = [
            models.UniqueConstraint(
                fields=["change", "ticket"],
                condition=Q(ticket__isnull=False),
                name="change_line_one_per_ticket",
            ),
            models.CheckConstraint(
                condition=Q(price__gte=0), name="change_line_price_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ticket or '+'} → {self.ticket_type}"
