"""Orders: held, pending, paid; expired or cancelled (domain 4.2)."""

from datetime import datetime
from typing import Self

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from events.models import Event
from foundation.base import clock, history, tokens
from foundation.base.money import CurrencyField, MoneyField
from foundation.billing.models import Account
from members.models import Organization


class OrderState(models.TextChoices):
    HELD = "held", _("Held")
    PENDING = "pending", _("Waiting for payment")
    PAID = "paid", _("Confirmed")
    EXPIRED = "expired", _("Expired")
    CANCELLED = "cancelled", _("Cancelled")


class PaymentMethod(models.TextChoices):
    CARD = "card", _("Card")
    INVOICE = "invoice", _("Invoice and bank transfer")
    FREE = "free", _("Free")


class OrderQuerySet(models.QuerySet["Order"]):
    def live(self) -> Self:
        """Orders that hold places."""
        return self.filter(state__in=[OrderState.HELD, OrderState.PENDING, OrderState.PAID])

    def placed(self) -> Self:
        """Orders somebody has sent off, whatever became of them."""
        return self.filter(placed_at__isnull=False)

    def lapsed(self, at: datetime) -> Self:
        """Held orders whose half hour is over, or whose event sells no more (domain 4.1)."""
        over = (
            Q(held_until__lte=at)
            | Q(event__registration_closes_at__lte=at)
            | Q(event__cancelled_at__lte=at)
        )
        return self.filter(over, state=OrderState.HELD)


@history.tracked
class Order(models.Model):
    """What one purchaser orders. It opens by its code and secret; nobody needs an account."""

    event = models.ForeignKey(Event, models.PROTECT, related_name="orders")
    code = models.CharField(_("code"), max_length=8, unique=True, default=tokens.code)
    secret = models.CharField(max_length=32, default=tokens.secret, editable=False)
    basket = models.CharField(
        max_length=32,
        unique=True,
        default=tokens.secret,
        editable=False,
        help_text=_("Names the visit that made it: a double click or a second tab finds it again."),
    )
    state = models.CharField(_("state"), max_length=9, choices=OrderState, default=OrderState.HELD)
    method = models.CharField(_("paid by"), max_length=7, choices=PaymentMethod, blank=True)
    name = models.CharField(_("full name"), max_length=150, blank=True)
    email = models.EmailField(_("e-mail"), blank=True, db_index=True)
    organization = models.CharField(_("organisation"), max_length=150, blank=True)
    address = models.TextField(_("postal address"), blank=True, max_length=500)
    country = CountryField(_("country"), blank=True)
    is_business = models.BooleanField(_("bought for a business"), default=False)
    tax_number = models.CharField(_("tax number"), max_length=40, blank=True)
    purchase_order = models.CharField(_("purchase order number"), max_length=60, blank=True)
    currency = CurrencyField(_("currency"))
    total = MoneyField(_("total, tax included"), default=0)
    kept = MoneyField(
        _("kept of cancelled tickets"),
        default=0,
        help_text=_("What was not refunded for tickets given back; the total contains it."),
    )
    account = models.OneToOneField(
        Account, models.PROTECT, null=True, blank=True, related_name="order"
    )
    promo_code = models.ForeignKey(
        "registration.Code",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="orders",
        verbose_name=_("promo code"),
    )
    member_of = models.ForeignKey(
        Organization,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="orders",
        verbose_name=_("at the price of the member"),
    )
    member_email = models.EmailField(
        blank=True,
        editable=False,
        help_text=_("The verified address that tied its buyer to the member; asked again later."),
    )
    code_used_by = models.EmailField(
        blank=True,
        editable=False,
        help_text=_("The address its uses of the code were counted to, once it was sent off."),
    )
    invitation = models.ForeignKey(
        "registration.Invitation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="orders",
        verbose_name=_("invitation"),
    )
    invited_at = models.DateTimeField(
        null=True,
        blank=True,
        editable=False,
        help_text=_("When it took its invitation: as it was sent off."),
    )
    created_at = models.DateTimeField(_("begun at"), default=clock.now, editable=False)
    held_until = models.DateTimeField(_("held until"), null=True, blank=True)
    extensions = models.PositiveSmallIntegerField(_("extensions"), default=0)
    conduct_accepted_at = models.DateTimeField(
        _("code of conduct accepted at"), null=True, blank=True
    )
    placed_at = models.DateTimeField(_("ordered at"), null=True, blank=True)
    pay_until = models.DateTimeField(_("to be paid until"), null=True, blank=True)
    paid_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    closed_because = models.CharField(_("why it was closed"), max_length=200, blank=True)
    refund_needed = models.BooleanField(
        _("refund needed"),
        default=False,
        help_text=_("Money came in for an order that no longer has places."),
    )
    staff_note = models.TextField(_("note of the staff"), blank=True)
    follow_up_on = models.DateField(
        _("follow up on"),
        null=True,
        blank=True,
        help_text=_("From this day on the desk reminds you of it; empty it when it is done."),
    )

    objects = OrderQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("order")
        verbose_name_plural = _("orders")
        indexes = [
            models.Index(
                fields=["held_until"],
                condition=Q(state="held"),
                name="order_held_until",
            ),
            models.Index(fields=["event", "state"], name="order_by_event"),
            models.Index(
                fields=["follow_up_on"],
                condition=Q(follow_up_on__isnull=False),
                name="order_to_follow_up",
            ),
            # Staff find an order by a part of what they remember.
            *(
                GinIndex(OpClass(F(field), name="gin_trgm_ops"), name=f"order_by_part_of_{field}")
                for field in ("code", "name", "email", "organization")
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=OrderState.values), name="order_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state=OrderState.HELD) | Q(held_until__isnull=False),
                name="order_held_has_an_end",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[OrderState.PENDING, OrderState.PAID])
                | Q(placed_at__isnull=False)
                & (Q(account__isnull=False) | Q(total=0))
                & ~Q(email="")
                & ~Q(name="")
                & ~Q(method=""),
                name="order_placed_is_complete",
            ),
            models.CheckConstraint(
                condition=~Q(state=OrderState.PAID) | Q(paid_at__isnull=False),
                name="order_paid_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(
                    closed_at__isnull=False,
                    state__in=[OrderState.EXPIRED, OrderState.CANCELLED],
                )
                | Q(closed_at__isnull=True)
                & ~Q(state__in=[OrderState.EXPIRED, OrderState.CANCELLED]),
                name="order_closed_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(member_of__isnull=True) | ~Q(member_email=""),
                name="order_at_a_members_price_has_proof",
            ),
            models.CheckConstraint(condition=Q(total__gte=0), name="order_total_not_negative"),
            models.UniqueConstraint(
                fields=["invitation"],
                condition=Q(invited_at__isnull=False),
                name="order_one_per_invitation",
                violation_error_message=_("Another order has been sent off with this invitation."),
            ),
            models.CheckConstraint(
                condition=Q(invited_at__isnull=True) | Q(invitation__isnull=False),
                name="order_invited_by_an_invitation",
            ),
            models.CheckConstraint(condition=Q(kept__gte=0), name="order_kept_not_negative"),
        ]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("registration:order", args=[self.event.slug, self.code, self.secret])

    @property
    def is_free(self) -> bool:
        return self.total == 0

    @property
    def is_live(self) -> bool:
        return self.state in {OrderState.HELD, OrderState.PENDING, OrderState.PAID}
