"""Payments by a provider. The provider's word becomes an entry of the ledger, once."""

from collections.abc import Iterable
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from payments import PaymentStatus, PurchasedItem
from payments.models import BasePayment

from .ledger import Account


class PaymentQuerySet(models.QuerySet["Payment"]):
    def waiting(self) -> Self:
        """The payments that accounts wait for: one each."""
        return self.filter(status__in=[PaymentStatus.WAITING, PaymentStatus.INPUT])


class Payment(BasePayment):
    """One attempt to pay an account by card."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="payments")
    success_path = models.CharField(max_length=300)
    failure_path = models.CharField(max_length=300)
    intent = models.CharField(
        _("charge at the provider"),
        max_length=255,
        blank=True,
        db_index=True,
        help_text=_("What a refund, or a dispute, names it by."),
    )
    expires_at = models.DateTimeField(_("page of the provider open until"), null=True, blank=True)
    is_open = models.BooleanField(
        _("page of the provider is open"),
        default=False,
        help_text=_("It may still be paid, even if we have asked for another payment since."),
    )
    looked_up_at = models.DateTimeField(_("last asked about"), null=True, blank=True)

    objects = PaymentQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        indexes = [
            models.Index(fields=["looked_up_at"], condition=Q(is_open=True), name="payment_open"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["account"],
                condition=Q(status__in=[PaymentStatus.WAITING, PaymentStatus.INPUT]),
                name="payment_one_open_per_account",
            ),
            models.UniqueConstraint(fields=["token"], name="payment_token_unique"),
        ]

    @property
    def waits(self) -> bool:
        """Whether it is the one payment its account waits for."""
        return self.status in {PaymentStatus.WAITING, PaymentStatus.INPUT}

    def get_success_url(self) -> str:
        return self.success_path

    def get_failure_url(self) -> str:
        return self.failure_path

    def get_purchased_items(self) -> Iterable[PurchasedItem]:
        yield PurchasedItem(
            name=self.description,
            quantity=1,
            price=self.total,
            currency=self.currency,
            sku=self.account.reference,
        )
