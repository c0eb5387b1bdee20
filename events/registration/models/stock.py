"""What is on sale and how many there are. Stock is shared by ticket types (domain 4.1)."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from events.models import Event
from foundation.base import history
from foundation.base.money import MoneyField
from foundation.billing.tax.models import TaxRule


@history.tracked
class Stock(models.Model):
    """Places: the hall holds 2,000 whatever was paid.

    `taken` counts what is sold, held and promised. It is raised by one guarded UPDATE at the end
    of a sale, and the constraint below refuses what would be too many, whoever writes it.
    `waiting` counts who stands in line for a place and has no offer yet: nobody who comes now buys
    what returns for them.
    """

    event = models.ForeignKey(Event, models.PROTECT, related_name="stocks")
    name = models.CharField(_("name"), max_length=80)
    size = models.PositiveIntegerField(_("places"))
    taken = models.PositiveIntegerField(_("taken"), default=0, editable=False)
    waiting = models.PositiveIntegerField(_("waiting in line"), default=0, editable=False)

    class Meta:
        ordering = ["event", "name"]
        verbose_name = _("stock")
        verbose_name_plural = _("stocks")
        constraints = [
            models.UniqueConstraint(fields=["event", "name"], name="stock_named_once"),
            models.CheckConstraint(
                condition=Q(taken__lte=F("size")),
                name="stock_never_oversold",
                violation_error_message=_("So many places are taken already: it cannot be less."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.event})"

    @property
    def free(self) -> int:
        """Places that whoever comes now may have: neither taken nor due to those in line."""
        return max(self.size - self.taken - self.waiting, 0)


class Audience(models.TextChoices):
    ALL = "all", _("Everybody")
    WITH_INVITATION = "with_invitation", _("Only the invited")
    WITHOUT_INVITATION = "without_invitation", _("Those without an invitation")
    WITH_CODE = "with_code", _("Only with a code")


# Types of all others exist only for those who may buy them.
PUBLIC = (Audience.ALL, Audience.WITHOUT_INVITATION)


class TicketTypeQuerySet(models.QuerySet["TicketType"]):
    def public(self) -> Self:
        """Types that anybody may see. All others exist only for those who may buy them."""
        return self.filter(audience__in=PUBLIC)

    def on_sale(self, at: datetime) -> Self:
        """Types whose window is open at `at`. A window ends before its last instant."""
        return self.filter(
            Q(sales_from__isnull=True) | Q(sales_from__lte=at),
            Q(sales_until__isnull=True) | Q(sales_until__gt=at),
            is_active=True,
        )


@history.tracked
class TicketType(models.Model):
    """Something to buy at a price in a window. A price step is a type with its own window."""

    event = models.ForeignKey(Event, models.PROTECT, related_name="ticket_types")
    name = models.CharField(_("name"), max_length=120)
    step_of = models.CharField(
        _("price step of"),
        max_length=80,
        blank=True,
        help_text=_("Types with the same word here are one offer at rising prices."),
    )
    description = models.CharField(_("in a line"), max_length=300, blank=True)
    includes = models.TextField(_("what is included"), blank=True, help_text=_("One a line."))
    price = MoneyField(_("price"), null=True, blank=True)
    tax_rule = models.ForeignKey(
        TaxRule,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="ticket_types",
        verbose_name=_("tax rule"),
        help_text=_("It says whether the price contains the tax, and who is taxed how."),
    )
    tax_rate = models.DecimalField(
        _("tax rate, %"),
        max_digits=5,
        decimal_places=2,
        default=0,
        help_text=_("Without a rule: one rate for everybody, contained in the price."),
    )
    sales_from = models.DateTimeField(_("on sale from"), null=True, blank=True)
    sales_until = models.DateTimeField(_("on sale until"), null=True, blank=True)
    most_per_order = models.PositiveSmallIntegerField(_("most per order"), default=10)
    audience = models.CharField(
        _("who may buy it"), max_length=18, choices=Audience, default=Audience.ALL
    )
    badge_kind = models.CharField(_("badge"), max_length=40, blank=True)
    may_be_passed_on = models.BooleanField(_("may be passed on"), default=True)
    is_active = models.BooleanField(_("active"), default=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    stocks = models.ManyToManyField(Stock, blank=True, related_name="ticket_types")
    note = models.CharField(_("note for staff"), max_length=300, blank=True)

    objects = TicketTypeQuerySet.as_manager()

    class Meta:
        ordering = ["event", "position", "pk"]
        verbose_name = _("ticket type")
        verbose_name_plural = _("ticket types")
        constraints = [
            models.UniqueConstraint(fields=["event", "name"], name="ticket_type_named_once"),
            models.CheckConstraint(
                condition=Q(audience__in=Audience.values),
                name="ticket_type_audience_known",
            ),
            models.CheckConstraint(
                condition=Q(price__isnull=True) | Q(price__gte=0),
                name="ticket_type_price_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(price__isnull=False) | Q(is_active=False),
                name="ticket_type_on_sale_has_a_price",
                violation_error_message=_("Give it a price before it goes on sale."),
            ),
            models.CheckConstraint(
                condition=Q(tax_rate__gte=0, tax_rate__lt=100),
                name="ticket_type_tax_rate_possible",
            ),
            models.CheckConstraint(
                condition=Q(tax_rule__isnull=True) | Q(tax_rate=0),
                name="ticket_type_taxed_by_rule_or_rate",
                violation_error_message=_("Choose a tax rule or give a rate, not both."),
            ),
            models.CheckConstraint(
                condition=Q(sales_from__isnull=True)
                | Q(sales_until__isnull=True)
                | Q(sales_until__gt=F("sales_from")),
                name="ticket_type_window_ends_after_it_opens",
                violation_error_message=_("Sales end before they begin."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_public(self) -> bool:
        """Whether anybody may see it."""
        return self.audience in PUBLIC


class Reservation(models.Model):
    """The places of a stock that an order has taken.

    `Stock.taken` is the sum of these rows and of the promises.
    """

    order = models.ForeignKey("Order", models.PROTECT, related_name="reservations")
    stock = models.ForeignKey(Stock, models.PROTECT, related_name="reservations")
    quantity = models.PositiveIntegerField(_("places"))
    promise = models.ForeignKey(
        "Promise", models.PROTECT, null=True, blank=True, related_name="reservations"
    )
    kept = models.PositiveIntegerField(
        _("promised before"),
        default=0,
        help_text=_("How many of them had been promised to the code, and go back to it."),
    )

    class Meta:
        ordering = ["stock"]
        verbose_name = _("reservation")
        verbose_name_plural = _("reservations")
        constraints = [
            models.UniqueConstraint(fields=["order", "stock"], name="reservation_one_per_stock"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="reservation_takes_a_place"),
            models.CheckConstraint(
                condition=Q(promise__isnull=True, kept=0)
                | Q(promise__isnull=False, kept__gt=0, kept__lte=F("quantity")),
                name="reservation_kept_by_a_promise",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.stock_id}"
