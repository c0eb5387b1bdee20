"""Tax rules: the usual rate, and who is taxed otherwise. All of it is data (domain 4.1)."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_countries import countries
from django_countries.fields import CountryField

from foundation.base import history

from .deciding import AREAS, BuyerKind, Rate, Rule, Treatment


def validate_area(value: str) -> None:
    """Refuse what is neither a country's two letters nor an area we know."""
    if value not in AREAS and value not in countries:
        raise ValidationError(
            _("Write two capitals of a country, such as CA, or EU, or leave it empty for anywhere.")
        )


@history.tracked
class TaxRule(models.Model):
    """What tax something bears. Change a rate by a new line from a day on: what is sold keeps its
    tax."""

    name = models.CharField(
        _("name"), max_length=80, unique=True, help_text=_("For staff: “VAT Germany, admission”.")
    )
    label = models.CharField(
        _("what buyers read"), max_length=30, help_text=_("The name of the tax: VAT, GST.")
    )
    rate = models.DecimalField(
        _("usual rate, %"),
        max_digits=5,
        decimal_places=2,
        help_text=_("For everybody no line below is for; also before the country is known."),
    )
    includes_tax = models.BooleanField(
        _("prices contain it"),
        default=True,
        help_text=_("Switched off, the tax is added to the listed price."),
    )
    keeps_gross = models.BooleanField(
        _("what is paid stays the same"),
        default=False,
        help_text=_(
            "For prices that contain tax: at another rate the listed price is paid all the same. "
            "Switched off, the price without tax stays, and the other rate is added to it."
        ),
    )
    home = CountryField(
        _("where the tax is due"),
        blank=True,
        help_text=_(
            "For admission to an event, usually the country it is held in. Reverse charge never "
            "applies to buyers from there; who has not said their country is taxed as they are."
        ),
    )
    text = models.CharField(
        _("sentence on the invoice"),
        max_length=300,
        blank=True,
        help_text=_("At the usual rate; for most rules there is none."),
    )

    class Meta:
        ordering = ["name"]
        verbose_name = _("tax rule")
        verbose_name_plural = _("tax rules")
        constraints = [
            models.CheckConstraint(
                condition=Q(rate__gte=0, rate__lt=100),
                name="tax_rule_rate_possible",
                violation_error_message=_("A rate is from 0 to less than 100 per cent."),
            ),
            models.CheckConstraint(
                condition=Q(keeps_gross=False) | Q(includes_tax=True),
                name="tax_rule_keeps_only_what_contains_tax",
                violation_error_message=_("What is paid can stay only if prices contain the tax."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def facts(self) -> Rule:
        """The rule with its rates, to decide by. Rates that were prefetched are not asked again."""
        return Rule(
            label=self.label,
            rate=self.rate,
            includes_tax=self.includes_tax,
            keeps_gross=self.keeps_gross,
            home=str(self.home.code or ""),
            text=self.text,
            rates=tuple(
                Rate(row.area, row.buyer, row.rate, row.treatment, row.text, row.since)
                for row in self.rates.all()
            ),
        )


@history.tracked
class TaxRate(models.Model):
    """Who is taxed otherwise, and how."""

    rule = models.ForeignKey(TaxRule, models.CASCADE, related_name="rates")
    area = models.CharField(
        _("country or area of the buyer"),
        max_length=2,
        blank=True,
        validators=[validate_area],
        help_text=_("Two capitals, or EU for its 27 states; empty is anywhere."),
    )
    buyer = models.CharField(_("for"), max_length=8, choices=BuyerKind, default=BuyerKind.ANY)
    treatment = models.CharField(
        _("treatment"), max_length=14, choices=Treatment, default=Treatment.STANDARD
    )
    rate = models.DecimalField(_("rate, %"), max_digits=5, decimal_places=2, default=0)
    since = models.DateField(
        _("from the day"), null=True, blank=True, help_text=_("Empty: it has always been so.")
    )
    text = models.CharField(_("sentence on the invoice"), max_length=300, blank=True)

    class Meta:
        ordering = ["rule", "area", "buyer", "since"]
        verbose_name = _("rate")
        verbose_name_plural = _("rates")
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "area", "buyer", "treatment", "since"],
                name="tax_rate_said_once",
                nulls_distinct=False,
                violation_error_message=_("There is such a line already."),
            ),
            models.CheckConstraint(
                condition=Q(rate__gte=0, rate__lt=100),
                name="tax_rate_possible",
                violation_error_message=_("A rate is from 0 to less than 100 per cent."),
            ),
            models.CheckConstraint(
                condition=Q(treatment=Treatment.STANDARD) | (Q(rate=0) & ~Q(text="")),
                name="tax_rate_of_nothing_says_why",
                violation_error_message=_(
                    "Where no tax is taken the rate is 0, and the invoice says why in a sentence."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(treatment=Treatment.REVERSE_CHARGE) | Q(buyer=BuyerKind.BUSINESS),
                name="tax_rate_reversed_for_businesses",
                violation_error_message=_("Only businesses owe a tax by reverse charge."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area or _('anywhere')}, {self.get_buyer_display()}: {self.rate} %"
