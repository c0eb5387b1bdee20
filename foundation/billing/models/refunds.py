"""Money on its way back. What has really gone is an entry of the ledger, booked once."""

from datetime import datetime
from decimal import Decimal
from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from foundation.base import clock, history
from foundation.base.money import MoneyField, show

from .ledger import Account
from .payments import Payment


class Way(models.TextChoices):
    CARD = "card", _("Card")
    TRANSFER = "transfer", _("Bank transfer")


class RefundState(models.TextChoices):
    ASKED = "asked", _("To be paid")
    SENDING = "sending", _("On its way")
    DONE = "done", _("Paid back")
    FAILED = "failed", _("Failed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


# These count as gone already: nobody may give the same money back twice.
IN_FLIGHT = (RefundState.ASKED, RefundState.SENDING)


class RefundQuerySet(models.QuerySet["Refund"]):
    def in_flight(self) -> Self:
        """Refunds that were asked for and have neither arrived nor failed."""
        return self.filter(state__in=IN_FLIGHT)

    def done(self) -> Self:
        """Refunds that have really gone back."""
        return self.filter(state=RefundState.DONE)

    def to_transfer(self) -> Self:
        """Refunds that staff have to pay at the bank."""
        return self.filter(way=Way.TRANSFER, state=RefundState.ASKED)

    def failed(self) -> Self:
        """Refunds that somebody of the staff has to decide on."""
        return self.filter(state=RefundState.FAILED)

    def lost(self, at: datetime, since: datetime) -> Self:
        """Card refunds that wait longer than they should, or whose worker was killed: they were
        due before `at`, or taken up before `since`.
        """
        taken_up = Q(state=RefundState.SENDING, provider_reference="", due_at__lte=since)
        return self.filter(Q(state=RefundState.ASKED, due_at__lte=at) | taken_up, way=Way.CARD)


def on_its_way() -> Coalesce:
    """For rows of Account: what was asked to go back and is not among the entries yet."""
    of_account = Refund.objects.in_flight().filter(account=OuterRef("pk")).order_by()
    sums = of_account.values("account").annotate(sum=Sum("amount")).values("sum")
    return Coalesce(Subquery(sums), Decimal(0), output_field=MoneyField())


# What a refund is, and stays.
FACTS = ("account", "payment", "amount", "way", "key", "asked_at")


@history.tracked
class Refund(models.Model):
    """An amount that goes back one way: to a card payment, or by a transfer staff make."""

    account = models.ForeignKey(
        Account, models.PROTECT, related_name="refunds", verbose_name=_("account")
    )
    payment = models.ForeignKey(
        Payment,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="refunds",
        verbose_name=_("card payment"),
    )
    amount = MoneyField(_("amount"))
    way = models.CharField(_("way"), max_length=8, choices=Way)
    state = models.CharField(
        _("state"), max_length=9, choices=RefundState, default=RefundState.ASKED
    )
    key = models.CharField(
        _("key"),
        max_length=100,
        unique=True,
        help_text=_("What it is for; the card provider knows it by this too."),
    )
    note = models.CharField(_("note"), max_length=200, blank=True)
    payee = models.TextField(
        _("pay to"), blank=True, max_length=500, help_text=_("Whose bank account, and its number.")
    )
    provider_reference = models.CharField(_("number at the provider"), max_length=100, blank=True)
    error = models.CharField(_("what went wrong"), max_length=300, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    refusals = models.PositiveSmallIntegerField(
        default=0, editable=False, help_text=_("A new try after a refusal needs a new key there.")
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("asked for by"),
    )
    asked_at = models.DateTimeField(_("asked for at"), default=clock.now, editable=False)
    due_at = models.DateTimeField(
        default=clock.now, editable=False, help_text=_("When it is tried next, or was taken up.")
    )
    done_at = models.DateTimeField(_("paid back at"), null=True, blank=True)

    objects = RefundQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("refund")
        verbose_name_plural = _("refunds")
        indexes = [
            models.Index(
                fields=["state", "due_at"],
                condition=Q(state__in=["asked", "sending", "failed"]),
                name="refund_open",
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="refund_is_positive"),
            models.CheckConstraint(
                condition=Q(state__in=RefundState.values), name="refund_state_known"
            ),
            models.CheckConstraint(
                condition=Q(way=Way.CARD, payment__isnull=False)
                | Q(way=Way.TRANSFER, payment__isnull=True),
                name="refund_by_card_has_its_payment",
            ),
            models.CheckConstraint(
                condition=Q(state=RefundState.DONE, done_at__isnull=False)
                | ~Q(state=RefundState.DONE),
                name="refund_done_has_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=RefundState.FAILED) | ~Q(error=""),
                name="refund_failed_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(way=Way.TRANSFER, state=RefundState.SENDING),
                name="refund_transfer_is_not_sent",
            ),
            models.UniqueConstraint(
                fields=["provider_reference"],
                condition=~Q(provider_reference=""),
                name="refund_once_at_the_provider",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="refunds_stay", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="refunds_facts_stay", fields=list(FACTS)),
        ]

    def __str__(self) -> str:
        return f"{show(self.amount, self.account.currency)}, {self.account.reference}"

    @property
    def provider_key(self) -> str:
        """The key the provider knows this try by: the same until it has refused it."""
        return f"{self.key}~{self.refusals}" if self.refusals else self.key
