"""Amounts of money: a Decimal with its currency beside it, rounded here and nowhere else."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

# ISO 4217: currencies without a smaller unit. All others here have two decimals.
WHOLE_UNITS = frozenset({"JPY", "KRW", "VND", "CLP", "ISK"})

SYMBOLS = {"USD": "$", "EUR": "€", "GBP": "£"}

validate_currency = RegexValidator(r"^[A-Z]{3}$", _("Write the currency as three capitals: USD."))


def round_money(amount: Decimal, currency: str) -> Decimal:
    """`amount` rounded half up to the smallest unit of `currency`."""
    unit = Decimal(1) if currency in WHOLE_UNITS else Decimal("0.01")
    return amount.quantize(unit, rounding=ROUND_HALF_UP)


def tax_in(gross: Decimal, rate: Decimal, currency: str) -> Decimal:
    """The tax at `rate` per cent contained in `gross`, rounded like any amount.

    What `tax_on` added is found again to the cent, so a price and its rate say the tax.
    """
    return round_money(gross - gross / (1 + rate / 100), currency)


def tax_on(net: Decimal, rate: Decimal, currency: str) -> Decimal:
    """The tax at `rate` per cent that is added to `net`, rounded like any amount."""
    return round_money(net * rate / 100, currency)


def show(amount: Decimal, currency: str, *, short: bool = False) -> str:
    """`1234.5, "USD"` as "USD 1,234.50"; with `short`, whole amounts lose their decimals."""
    rounded = round_money(amount, currency)
    sign = "−" if rounded < 0 else ""
    return f"{sign}{currency} {number(abs(rounded), currency, short=short)}"


def number(amount: Decimal, currency: str, *, short: bool = False) -> str:
    """`1234.5, "USD"` as "1,234.50", for columns whose heading says the currency."""
    rounded = round_money(amount, currency)
    whole = currency in WHOLE_UNITS or (short and rounded == rounded.to_integral_value())
    sign = "−" if rounded < 0 else ""
    return sign + (f"{abs(rounded):,.0f}" if whole else f"{abs(rounded):,.2f}")


class MoneyField(models.DecimalField[Any, Any]):
    """A DecimalField wide enough for ten thousand million, with two decimals."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"max_digits": 12, "decimal_places": 2} | kwargs)


class CurrencyField(models.CharField[Any, Any]):
    """The three letters of ISO 4217."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        defaults: dict[str, Any] = {"max_length": 3, "default": "USD"}
        super().__init__(*args, **defaults | {"validators": [validate_currency]} | kwargs)
