"""The ledger. What is due, paid, refunded and owed is a sum of rows that are only added."""

from decimal import Decimal
from typing import Any, Self

import pgtrigger
from django.db import models
from django.db.models import Q, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from foundation.base import clock
from foundation.base.money import CurrencyField, MoneyField


class EntryKind(models.TextChoices):
    CHARGE = "charge", _("Charge")
    CREDIT = "credit", _("Credit")
    PAYMENT = "payment", _("Payment")
    REFUND = "refund", _("Refund")


def _sum(kinds: Any = None) -> Coalesce:
    condition = Q(entries__kind__in=kinds) if kinds else None
    return Coalesce(Sum("entries__amount", filter=condition), Decimal(0), output_field=MoneyField())


class AccountQuerySet(models.QuerySet["Account"]):
    def with_sums(self) -> Self:
        """Adds `charged`, `paid` (net of refunds) and `owed` (negative: we owe them)."""
        return self.annotate(
            charged=_sum([EntryKind.CHARGE, EntryKind.CREDIT]),
            paid=-_sum([EntryKind.PAYMENT, EntryKind.REFUND]),
            owed=_sum(),
        )


class Account(models.Model):
    """What one order, due or sponsorship costs and what has been paid for it."""

    purpose = models.CharField(
        _("purpose"),
        max_length=30,
        db_index=True,
        help_text=_("The room that opened it and is told when it is settled."),
    )
    reference = models.CharField(
        _("reference"),
        max_length=30,
        unique=True,
        help_text=_("What a payer writes on a transfer."),
    )
    currency = CurrencyField(_("currency"))
    created_at = models.DateTimeField(_("opened at"), default=clock.now, editable=False)

    objects = AccountQuerySet.as_manager()

    # What with_sums() adds to a row.
    charged: Decimal
    paid: Decimal
    owed: Decimal

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("account")
        verbose_name_plural = _("accounts")

    def __str__(self) -> str:
        return self.reference


class Entry(models.Model):
    """One line of an account. Charges and refunds raise what is owed, payments lower it."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="entries")
    kind = models.CharField(_("kind"), max_length=7, choices=EntryKind)
    amount = MoneyField(_("amount"))
    key = models.CharField(
        _("key"),
        max_length=80,
        unique=True,
        help_text=_("What the entry is for; the same payment reported twice is one entry."),
    )
    note = models.CharField(_("note"), max_length=200, blank=True)
    at = models.DateTimeField(_("at"), default=clock.now)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[EntryKind.CHARGE, EntryKind.REFUND], amount__gt=0)
                | Q(kind__in=[EntryKind.CREDIT, EntryKind.PAYMENT], amount__lt=0),
                name="entry_sign_follows_kind",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="entries_are_only_added",
                operation=pgtrigger.Update | pgtrigger.Delete,
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.amount}"
