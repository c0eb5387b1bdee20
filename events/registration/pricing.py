"""What is in a price."""

from decimal import Decimal

from foundation.base.money import round_money


def tax_in(gross: Decimal, rate: Decimal, currency: str) -> Decimal:
    """The tax at `rate` per cent contained in `gross`, rounded to the currency's smallest unit."""
    return round_money(gross - gross / (1 + rate / 100), currency)
