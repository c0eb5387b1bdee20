"""Payments by a provider. The provider's word becomes an entry of the ledger, once."""

from collections.abc import Iterable

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from payments import PaymentStatus, PurchasedItem
from payments.models import BasePayment

from .ledger import Account


class Payment(BasePayment):
    """One attempt to pay an account by card."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="payments")
    success_path = models.CharField(max_length=300)
    failure_path = models.CharField(max_length=300)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        constraints = [
            models.UniqueConstraint(
                fields=["account"],
                condition=Q(status__in=[PaymentStatus.WAITING, PaymentStatus.INPUT]),
                name="payment_one_open_per_account",
            ),
            models.UniqueConstraint(fields=["token"], name="payment_token_unique"),
        ]

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
