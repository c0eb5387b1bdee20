"""What the bank says came in: statements, their lines, and what each line was booked on.

A line is added once, whatever files repeat it. What the bank wrote never changes; what we made of
it does, and its history is kept.
"""

from datetime import datetime
from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.base import clock, history
from foundation.base.money import CurrencyField, MoneyField, show
from foundation.billing.models import Account, Refund


class Format(models.TextChoices):
    CSV = "csv", _("CSV")
    CAMT = "camt", _("CAMT.053")


class LineState(models.TextChoices):
    WAITING = "waiting", _("To be booked")
    MATCHED = "matched", _("Booked")
    UNMATCHED = "unmatched", _("Does not match")
    IGNORED = "ignored", _("Ignored")


class Reason(models.TextChoices):
    """Why a line was not booked by itself."""

    NO_REFERENCE = "no_reference", _("The text holds no reference we know.")
    TWO_REFERENCES = "two_references", _("The text names more than one account.")
    CURRENCY = "currency", _("It came in another currency than the account's.")
    PAID_ALREADY = "paid_already", _("The account is paid already.")
    SEEN_ELSEWHERE = "seen_elsewhere", _("Another statement holds a line that looks the same.")
    OUTGOING = "outgoing", _("Money that went out.")
    NO_REFUND = "no_refund", _("No transfer of this amount waits on the account.")
    BY_HAND = "by_hand", _("Set aside by staff.")
    REFUSED = "refused", _("The account refused it.")


class Fit(models.TextChoices):
    """How a booked amount compares with what was owed at that moment."""

    EXACT = "exact", _("Exact")
    PARTIAL = "partial", _("Too little")
    TOO_MUCH = "too_much", _("Too much")
    LATE = "late", _("Nothing was owed")


class Upload(models.Model):
    """A file somebody looks at before it is imported; gone once it is, or the next day."""

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("by")
    )
    file_name = models.CharField(_("file"), max_length=200)
    own_account = models.CharField(_("our account"), max_length=40, blank=True)
    sha256 = models.CharField(max_length=64, editable=False)
    content = models.BinaryField(_("content"))
    uploaded_at = models.DateTimeField(_("uploaded at"), default=clock.now, editable=False)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("uploaded file")
        verbose_name_plural = _("uploaded files")

    def __str__(self) -> str:
        return self.file_name


@history.tracked
class BankStatement(models.Model):
    """One file of the bank, imported once."""

    file_name = models.CharField(_("file"), max_length=200)
    own_account = models.CharField(
        _("our account"), max_length=40, help_text=_("The IBAN or name of our account.")
    )
    sha256 = models.CharField(_("fingerprint of the file"), max_length=64, editable=False)
    format = models.CharField(_("format"), max_length=4, choices=Format)
    seen_before = models.PositiveIntegerField(
        _("seen before"), default=0, help_text=_("Lines that an earlier statement brought.")
    )
    left_out = models.PositiveIntegerField(
        _("left out"), default=0, help_text=_("Lines that could not be read.")
    )
    imported_at = models.DateTimeField(_("imported at"), default=clock.now, editable=False)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("bank statement")
        verbose_name_plural = _("bank statements")
        constraints = [
            models.UniqueConstraint(
                fields=["sha256"],
                name="bank_statement_file_once",
                violation_error_message=_("This file has been imported already."),
            ),
            models.CheckConstraint(
                condition=Q(format__in=Format.values), name="bank_statement_format_known"
            ),
        ]
        triggers = [pgtrigger.Protect(name="bank_statements_stay", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.file_name


class BankLineQuerySet(models.QuerySet["BankLine"]):
    def open(self) -> Self:
        """Lines somebody of the staff has to look at."""
        return self.filter(state=LineState.UNMATCHED)


# What the bank wrote, and never changes.
FACTS = (
    *("statement", "number", "own_account", "bank_key", "look", "booked_on", "amount", "currency"),
    *("payer", "payer_account", "text", "bank_id"),
)


@history.tracked
class BankLine(models.Model):
    """One movement on our account. What came in is positive; what went out paid a refund."""

    statement = models.ForeignKey(
        BankStatement, models.PROTECT, related_name="lines", verbose_name=_("statement")
    )
    number = models.PositiveIntegerField(_("line"), help_text=_("Where it stands in the file."))
    own_account = models.CharField(_("our account"), max_length=40)
    bank_key = models.CharField(
        max_length=160,
        editable=False,
        help_text=_("The bank's own number of it, or what tells it from others without one."),
    )
    look = models.CharField(max_length=64, editable=False)
    booked_on = models.DateField(_("booked on"))
    amount = MoneyField(_("amount"))
    currency = CurrencyField(_("currency"))
    payer = models.CharField(_("payer"), max_length=200, blank=True)
    payer_account = models.CharField(_("account of the payer"), max_length=40, blank=True)
    text = models.TextField(_("text"), blank=True)
    bank_id = models.CharField(_("number at the bank"), max_length=120, blank=True)
    state = models.CharField(_("state"), max_length=9, choices=LineState, default=LineState.WAITING)
    reason = models.CharField(_("why"), max_length=14, choices=Reason, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)
    account = models.ForeignKey(
        Account,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="bank_lines",
        verbose_name=_("booked on account"),
    )
    refund = models.OneToOneField(
        Refund,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="bank_line",
        verbose_name=_("refund"),
        help_text=_("What went out paid it."),
    )
    fit = models.CharField(_("fits"), max_length=8, choices=Fit, blank=True)
    settled_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        _("booked or set aside at"), null=True, blank=True
    )

    objects = BankLineQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("bank line")
        verbose_name_plural = _("bank lines")
        indexes = [
            models.Index(fields=["state", "-id"], name="bank_line_by_state"),
            models.Index(fields=["own_account", "look"], name="bank_line_by_look"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["own_account", "bank_key"], name="bank_line_once"),
            models.CheckConstraint(
                condition=Q(state__in=LineState.values), name="bank_line_state_known"
            ),
            models.CheckConstraint(
                condition=Q(
                    state=LineState.MATCHED,
                    account__isnull=False,
                    settled_at__isnull=False,
                )
                & (
                    Q(amount__gt=0, fit__in=Fit.values, refund__isnull=True)
                    | Q(amount__lt=0, fit=Fit.EXACT, refund__isnull=False)
                )
                | Q(~Q(state=LineState.MATCHED), account__isnull=True, refund__isnull=True, fit=""),
                name="bank_line_booked_has_account",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[LineState.WAITING, LineState.MATCHED])
                | Q(reason__in=Reason.values),
                name="bank_line_not_booked_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(reason=Reason.BY_HAND) | ~Q(note=""),
                name="bank_line_set_aside_says_why",
            ),
            models.CheckConstraint(condition=~Q(amount=0), name="bank_line_moves_money"),
        ]
        triggers = [
            pgtrigger.Protect(name="bank_lines_stay", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="bank_lines_facts_stay", fields=list(FACTS)),
        ]

    def __str__(self) -> str:
        who = self.payer or self.payer_account or _("unknown")
        return f"{show(self.amount, self.currency)}, {who}, {self.booked_on.isoformat()}"
