"""Which tax a sale bears: decided from the rule of what is sold and from who buys. Pure.

A rule says the usual rate and whether prices contain it. Its rates are the exceptions: for buyers
of a country or of the European Union, for businesses or for private persons, from a day on.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from foundation.base.money import round_money, tax_in, tax_on

# The European Union, by ISO 3166: inside it, the buyer of a service may owe the tax.
EU = frozenset({
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU",
    "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
})  # fmt: skip
AREAS = {"EU": EU}


class Treatment(models.TextChoices):
    STANDARD = "standard", _("Taxed")
    REVERSE_CHARGE = "reverse_charge", _("Reverse charge: the buyer owes the tax")
    EXEMPT = "exempt", _("Exempt")
    OUTSIDE = "outside", _("Not taxed here")


class BuyerKind(models.TextChoices):
    ANY = "any", _("Everybody")
    BUSINESS = "business", _("Businesses")
    PRIVATE = "private", _("Private persons")


@dataclass(frozen=True)
class Rate:
    """An exception: buyers of `area` (a country, "EU", or "" for anywhere) from a day on."""

    area: str
    buyer: str
    rate: Decimal
    treatment: str = Treatment.STANDARD
    text: str = ""
    since: date | None = None


@dataclass(frozen=True)
class Rule:
    """What tax something bears: `rate` per cent unless one of `rates` says otherwise.

    `home` is the country where the tax is due; nobody there is left to owe it by reverse charge.
    With `keeps_gross`, a price that contains tax is paid whatever the rate.
    """

    label: str = "Tax"
    rate: Decimal = Decimal(0)
    includes_tax: bool = True
    keeps_gross: bool = False
    home: str = ""
    text: str = ""
    rates: tuple[Rate, ...] = ()

    @property
    def asks_buyer(self) -> bool:
        """Whether it matters who buys."""
        return bool(self.rates)


@dataclass(frozen=True)
class Buyer:
    """Who buys, as far as tax asks: a country (empty if not said), and what they are."""

    country: str = ""
    is_business: bool = False
    has_valid_number: bool = False


NOBODY = Buyer()


@dataclass(frozen=True)
class Decision:
    """The tax of one sale: `rate` per cent, why, and the sentence the invoice prints."""

    rate: Decimal
    treatment: str = Treatment.STANDARD
    label: str = "Tax"
    text: str = ""


@dataclass(frozen=True)
class Amounts:
    """A price taken apart, each part rounded to the currency's smallest unit; net + tax = gross."""

    net: Decimal
    tax: Decimal
    gross: Decimal


def tax_for(rule: Rule, buyer: Buyer, on: date) -> Decision:
    """The tax under `rule` for `buyer` on that day.

    The rate for a country goes before that for an area, one for businesses or private persons
    before one for everybody, and the latest that has begun before an older one. Where reverse
    charge fits, rates for everybody are left aside: it needs a valid tax number of the buyer's
    country, and never applies at home. Who has not said their country is taxed as one at home.
    """
    best = exception(rule, buyer, on)
    if best is None:
        return Decision(rule.rate, Treatment.STANDARD, rule.label, rule.text)
    return Decision(best.rate, best.treatment, rule.label, best.text)


def exception(rule: Rule, buyer: Buyer, on: date) -> Rate | None:
    """The rate that is for `buyer` on that day; None if it is the usual one."""
    country = buyer.country or rule.home
    fitting = [rate for rate in rule.rates if _fits(rate, rule, buyer, country, on)]
    if any(rate.treatment == Treatment.REVERSE_CHARGE for rate in fitting):
        fitting = [rate for rate in fitting if rate.buyer != BuyerKind.ANY]
    return max(fitting, key=lambda rate: _weight(rate, country), default=None)


def amounts(rule: Rule, decision: Decision, listed: Decimal, currency: str) -> Amounts:
    """What a ticket listed at `listed` costs: net, tax and what is paid.

    Where the list is without tax, tax is added. Where it contains the usual tax, another rate is
    added to the same net price, unless the rule keeps what is paid.
    """
    listed = round_money(listed, currency)
    if not rule.includes_tax:
        return _on_top(listed, decision.rate, currency)
    if rule.keeps_gross or decision.rate == rule.rate:
        tax = tax_in(listed, decision.rate, currency)
        return Amounts(listed - tax, tax, listed)
    return _on_top(listed - tax_in(listed, rule.rate, currency), decision.rate, currency)


def _on_top(net: Decimal, rate: Decimal, currency: str) -> Amounts:
    tax = tax_on(net, rate, currency)
    return Amounts(net, tax, net + tax)


def _fits(rate: Rate, rule: Rule, buyer: Buyer, country: str, on: date) -> bool:
    if rate.since is not None and rate.since > on:
        return False
    if rate.area and country not in AREAS.get(rate.area, {rate.area}):
        return False
    if rate.treatment == Treatment.REVERSE_CHARGE and (
        not buyer.has_valid_number or country == rule.home
    ):
        return False
    kinds = {BuyerKind.ANY, BuyerKind.BUSINESS if buyer.is_business else BuyerKind.PRIVATE}
    return rate.buyer in kinds


def _weight(rate: Rate, country: str) -> tuple[bool, bool, bool, bool, date]:
    return (
        rate.area == country,
        bool(rate.area),
        rate.treatment == Treatment.REVERSE_CHARGE,
        rate.buyer != BuyerKind.ANY,
        rate.since or date.min,
    )
