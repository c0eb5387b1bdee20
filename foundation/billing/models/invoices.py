"""Invoices: numbered without holes, never edited, reversed by a credit note (domain 4.2)."""

from decimal import Decimal

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from foundation.base import clock
from foundation.base.money import CurrencyField, MoneyField

from .ledger import Account


class NumberSequence(models.Model):
    """The last number given out for a prefix and a year; its row lock keeps numbers whole."""

    prefix = models.CharField(_("prefix"), max_length=10)
    year = models.PositiveSmallIntegerField(_("year"))
    last = models.PositiveIntegerField(_("last number"), default=0)

    class Meta:
        verbose_name = _("number sequence")
        verbose_name_plural = _("number sequences")
        constraints = [
            models.UniqueConstraint(fields=["prefix", "year"], name="sequence_one_per_year"),
        ]

    def __str__(self) -> str:
        return f"{self.prefix}{self.year}"


class InvoiceKind(models.TextChoices):
    INVOICE = "invoice", _("Invoice")
    CREDIT_NOTE = "credit_note", _("Credit note")


class Invoice(models.Model):
    """A snapshot: who sold what to whom at which tax, on which day, under which number."""

    number = models.CharField(_("number"), max_length=30, unique=True)
    kind = models.CharField(
        _("kind"), max_length=11, choices=InvoiceKind, default=InvoiceKind.INVOICE
    )
    account = models.ForeignKey(Account, models.PROTECT, related_name="invoices")
    reverses = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="reversed_by"
    )
    issued_on = models.DateField(_("issued on"))
    due_on = models.DateField(_("due on"))
    seller = models.TextField(_("seller"))
    buyer = models.TextField(_("buyer"))
    seller_tax_number = models.CharField(_("our tax number"), max_length=40, blank=True)
    buyer_email = models.EmailField(_("e-mail of the buyer"))
    buyer_tax_number = models.CharField(_("tax number of the buyer"), max_length=40, blank=True)
    buyer_country = CountryField(_("country of the buyer"), blank=True)
    buyer_reference = models.CharField(_("purchase order of the buyer"), max_length=60, blank=True)
    currency = CurrencyField(_("currency"))
    total = MoneyField(_("total, tax included"))
    payment_terms = models.TextField(_("how to pay"), blank=True)
    created_at = models.DateTimeField(_("created at"), default=clock.now, editable=False)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("invoice")
        verbose_name_plural = _("invoices")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=InvoiceKind.INVOICE, reverses__isnull=True)
                | Q(kind=InvoiceKind.CREDIT_NOTE, reverses__isnull=False),
                name="invoice_credit_note_reverses_one",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="invoices_are_never_edited",
                operation=pgtrigger.Update | pgtrigger.Delete,
            )
        ]

    def __str__(self) -> str:
        return self.number


class InvoiceLine(models.Model):
    """One line of an invoice, kept as it was printed. Price and total contain the tax."""

    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="lines")
    description = models.CharField(_("description"), max_length=300)
    quantity = models.PositiveIntegerField(_("quantity"))
    price = MoneyField(_("price, tax included"))
    tax_rate = models.DecimalField(_("tax rate, %"), max_digits=5, decimal_places=2, default=0)
    tax = MoneyField(_("tax in the total"), default=0)
    tax_label = models.CharField(_("name of the tax"), max_length=30, blank=True)
    tax_treatment = models.CharField(_("tax treatment"), max_length=14, default="standard")
    tax_text = models.CharField(_("sentence about the tax"), max_length=300, blank=True)
    total = MoneyField(_("total, tax included"))

    class Meta:
        ordering = ["pk"]
        verbose_name = _("line")
        verbose_name_plural = _("lines")
        constraints = [
            models.CheckConstraint(
                condition=Q(tax=0) | Q(tax_rate__gt=0), name="invoice_line_tax_has_a_rate"
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="invoice_lines_are_never_edited",
                operation=pgtrigger.Update | pgtrigger.Delete,
            )
        ]

    def __str__(self) -> str:
        return self.description

    @property
    def net(self) -> Decimal:
        """The total without tax, in the invoice's currency."""
        net: Decimal = self.total - self.tax
        return net
