"""Tickets: one place for one attendee, assigned now or later (domain 4.2)."""

from datetime import datetime
from decimal import Decimal
from typing import Any, Self

from django.apps import apps
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Exists, F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.base import history, tokens, zones
from foundation.base.money import MoneyField, tax_in
from foundation.billing.tax.deciding import Treatment

from .orders import Order, OrderState
from .stock import TicketType


def new_code() -> str:
    """Twelve letters for the QR: nobody guesses one of 10^17."""
    return tokens.code(12)


class ShirtSize(models.TextChoices):
    XS = "XS", "XS"
    S = "S", "S"
    M = "M", "M"
    L = "L", "L"
    XL = "XL", "XL"
    DOUBLE_XL = "2XL", "2XL"
    TRIPLE_XL = "3XL", "3XL"


class TicketQuerySet(models.QuerySet["Ticket"]):
    def live(self) -> Self:
        """Tickets whose place is taken, paid or not."""
        return self.filter(
            cancelled_at__isnull=True,
            order__state__in=[OrderState.HELD, OrderState.PENDING, OrderState.PAID],
        )

    def valid(self) -> Self:
        """Tickets that open the door."""
        return self.filter(cancelled_at__isnull=True, order__state=OrderState.PAID)

    def incomplete(self, at: datetime) -> Self:
        """Tickets of orders sent off that lack somebody who comes, or an answer that they must
        give and still can; none of events that are over at `at`."""
        # The room of the questions stands on this one and adds them to the event.
        asked: Any = apps.get_model("questions", "Question")._default_manager.all()
        missing = Exists(asked.unanswered_by_the_ticket(at))
        return self.filter(
            Q(attendee_name="") | missing,
            cancelled_at__isnull=True,
            order__state__in=[OrderState.PENDING, OrderState.PAID],
            order__event__ends_on__gte=zones.day(at),
        )


@history.tracked
class Ticket(models.Model):
    """One place. Price and tax are kept as agreed, whatever changes later. The listed price, and
    what a code took off it, are without tax where the list is.

    The secret opens the holder's page; the code is what the QR shows at the door. Passing the
    ticket on replaces both.
    """

    order = models.ForeignKey(Order, models.PROTECT, related_name="tickets")
    ticket_type = models.ForeignKey(TicketType, models.PROTECT, related_name="tickets")
    position = models.PositiveSmallIntegerField(_("number in the order"))
    listed_price = MoneyField(_("price as listed, after the code"), default=0)
    discount = MoneyField(_("below the list price"), default=0)
    price = MoneyField(_("price, tax included"))
    tax_rate = models.DecimalField(_("tax rate, %"), max_digits=5, decimal_places=2, default=0)
    tax_label = models.CharField(_("name of the tax"), max_length=30, blank=True)
    tax_treatment = models.CharField(
        _("tax treatment"), max_length=14, choices=Treatment, default=Treatment.STANDARD
    )
    tax_text = models.CharField(_("sentence about the tax"), max_length=300, blank=True)
    promo_code = models.ForeignKey(
        "registration.Code",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="tickets",
        verbose_name=_("code that priced it"),
    )
    secret = models.CharField(max_length=32, unique=True, default=tokens.secret, editable=False)
    code = models.CharField(_("QR code"), max_length=16, unique=True, default=new_code)
    attendee_name = models.CharField(_("full name"), max_length=150, blank=True)
    attendee_email = models.EmailField(_("e-mail"), blank=True, db_index=True)
    organization = models.CharField(_("organisation"), max_length=150, blank=True)
    job_title = models.CharField(_("job title"), max_length=150, blank=True)
    pronouns = models.CharField(_("pronouns"), max_length=40, blank=True)
    dietary_needs = models.CharField(_("dietary needs"), max_length=300, blank=True)
    accessibility_needs = models.CharField(_("accessibility needs"), max_length=300, blank=True)
    shirt_size = models.CharField(_("T-shirt size"), max_length=3, choices=ShirtSize, blank=True)
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, blank=True)

    objects = TicketQuerySet.as_manager()

    class Meta:
        ordering = ["order", "position"]
        verbose_name = _("attendee")
        verbose_name_plural = _("attendees")
        indexes = [
            GinIndex(OpClass(F("attendee_name"), name="gin_trgm_ops"), name="ticket_by_name"),
            GinIndex(
                OpClass(F("attendee_email"), name="gin_trgm_ops"),
                name="ticket_by_email",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["order", "position"], name="ticket_numbered_in_order"),
            models.CheckConstraint(condition=Q(price__gte=0), name="ticket_price_not_negative"),
            models.CheckConstraint(
                condition=Q(attendee_name="", attendee_email="")
                | (~Q(attendee_name="") & ~Q(attendee_email="")),
                name="ticket_attendee_has_name_and_email",
                violation_error_message=_("Give the attendee's name and e-mail, or neither yet."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order}-{self.position}"

    def get_absolute_url(self) -> str:
        return reverse("registration:ticket", args=[self.order.event.slug, self.secret])

    @property
    def is_assigned(self) -> bool:
        return bool(self.attendee_name)

    @property
    def tax(self) -> Decimal:
        """The tax contained in the price, in the order's currency."""
        return tax_in(self.price, self.tax_rate, self.order.currency)
