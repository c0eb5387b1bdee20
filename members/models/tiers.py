"""Tiers in their order, what a year costs, and the benefits each gives (domain 1)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.base import history
from foundation.base.money import CurrencyField, MoneyField


class DecidedBy(models.TextChoices):
    DIRECTOR = "director", _("Executive Director")
    BOARD = "board", _("Board")


@history.tracked
class Tier(models.Model):
    """A class of membership, such as Platinum."""

    name = models.CharField(_("name"), max_length=40, unique=True)
    slug = models.SlugField(_("slug"), unique=True)
    rank = models.PositiveSmallIntegerField(_("rank"), unique=True, help_text=_("1 comes first."))
    text = models.TextField(_("text"), help_text=_("What this tier is, above its members."))
    summary = models.CharField(_("in a line"), max_length=120)
    logo_size = models.PositiveSmallIntegerField(
        _("logo size"), default=3, help_text=_("1 (small) to 5 (large).")
    )
    cap = models.PositiveSmallIntegerField(
        _("cap"),
        null=True,
        blank=True,
        help_text=_("The most members it may have; empty: none."),
    )
    term_years = models.PositiveSmallIntegerField(_("years in a term"), default=1)
    board_rule = models.CharField(_("seats on the board"), max_length=120, blank=True)
    is_exclusive = models.BooleanField(
        _("one per ownership group"),
        default=False,
        help_text=_("No two members of one owner may hold tiers marked so."),
    )
    decided_by = models.CharField(
        _("applications decided by"),
        max_length=8,
        choices=DecidedBy,
        default=DecidedBy.DIRECTOR,
    )
    days_in_public = models.PositiveSmallIntegerField(
        _("days in public"),
        default=0,
        help_text=_("How many days an application is public before it is decided."),
    )

    class Meta:
        ordering = ["rank"]
        verbose_name = _("tier")
        verbose_name_plural = _("tiers")
        constraints = [
            models.CheckConstraint(
                condition=Q(logo_size__gte=1, logo_size__lte=5),
                name="tier_logo_size_one_to_five",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__in=DecidedBy.values), name="tier_decided_by_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name


@history.tracked
class TierPrice(models.Model):
    """The dues of a tier for one year."""

    tier = models.ForeignKey(Tier, models.CASCADE, related_name="prices")
    year = models.PositiveSmallIntegerField(_("year"))
    amount = MoneyField(_("dues a year"))
    currency = CurrencyField(_("currency"))

    class Meta:
        ordering = ["tier", "-year"]
        verbose_name = _("price")
        verbose_name_plural = _("prices")
        constraints = [
            models.UniqueConstraint(
                fields=["tier", "year"],
                name="tier_price_one_a_year",
                violation_error_message=_("This tier has a price for that year already."),
            ),
            models.CheckConstraint(condition=Q(amount__gte=0), name="tier_price_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.tier} {self.year}"


@history.tracked
class Benefit(models.Model):
    """Something members get: a row of the table on the join page."""

    group = models.CharField(_("group"), max_length=60)
    name = models.CharField(_("benefit"), max_length=160, unique=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    tiers = models.ManyToManyField(Tier, through="TierBenefit", related_name="benefits")

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("benefit")
        verbose_name_plural = _("benefits")

    def __str__(self) -> str:
        return self.name


@history.tracked
class TierBenefit(models.Model):
    """That a tier includes a benefit, and how much of it."""

    tier = models.ForeignKey(Tier, models.CASCADE, related_name="tier_benefits")
    benefit = models.ForeignKey(Benefit, models.CASCADE, related_name="tier_benefits")
    detail = models.CharField(
        _("detail"),
        max_length=80,
        blank=True,
        help_text=_("“1 seat”, “20 % off”; empty: a tick."),
    )

    class Meta:
        verbose_name = _("benefit of a tier")
        verbose_name_plural = _("benefits of a tier")
        constraints = [
            models.UniqueConstraint(fields=["tier", "benefit"], name="tier_benefit_once"),
        ]

    def __str__(self) -> str:
        return f"{self.tier}: {self.benefit}"
