"""Tax rules as a foundation may have them; none is a fact of ours."""

from decimal import Decimal
from typing import Any

from foundation.billing.tax.models import TaxRule

REVERSED = "Reverse charge: the customer owes the VAT (Article 196, Directive 2006/112/EC)."
EXPORT = "Not taxable in Germany: the customer is established outside the European Union."
EXCEPTIONS: tuple[dict[str, Any], ...] = (
    {"area": "EU", "buyer": "business", "treatment": "reverse_charge", "text": REVERSED},
    {"area": "FR", "buyer": "private", "rate": Decimal(20)},
    {"area": "US", "buyer": "business", "treatment": "outside", "text": EXPORT},
)


def make_rule(rates: tuple[dict[str, Any], ...] = EXCEPTIONS, **fields: Any) -> TaxRule:
    """A rule of 19 % that is due in Germany, with the exceptions above unless told otherwise."""
    name = fields.pop("name", f"VAT {TaxRule.objects.count() + 1}")
    defaults: dict[str, Any] = {"label": "VAT", "rate": Decimal(19), "home": "DE"}
    rule = TaxRule.objects.create(name=name, **defaults | fields)
    for rate in rates:
        rule.rates.create(**rate)
    return rule
