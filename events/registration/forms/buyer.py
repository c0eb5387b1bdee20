"""What tax asks of a buyer: the country, whether it is for a business, and its tax number."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from foundation.base.fields import CountryChoice, LineField
from foundation.billing.tax import numbers


class BuyerForm(forms.Form):
    """Mixed into forms that ask for an address. Where `asks_buyer`, the price depends on it."""

    country = CountryChoice(required=False, error_messages={"required": _("Choose the country.")})
    is_business = forms.BooleanField(
        label=_("I buy for a business or another organisation"), required=False
    )
    tax_number = LineField(
        label=_("Tax number"),
        max_length=40,
        required=False,
        help_text=_("VAT, GST or the like, with its letters: DE123456789."),
    )

    def ask_buyer(self, *, asks_buyer: bool) -> None:
        """Ask for the country if tax depends on it, else not for what nothing depends on."""
        self.asks_buyer = asks_buyer
        if not asks_buyer:
            del self.fields["is_business"]
            return
        self.fields["country"].required = True
        self.fields["country"].help_text = _("Where the buyer is. The tax depends on it.")
        self.fields["tax_number"].help_text = _(
            "Of the business, if it has one: VAT, GST or the like, with its letters (DE123456789). "
            "It may change the tax, which you see on the next page."
        )

    def clean(self) -> dict[str, Any]:
        """The number in its usual form; one that is wrong, or of another country, is said."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        typed = cleaned.get("tax_number")
        if typed and "country" in cleaned:
            try:
                cleaned["tax_number"] = numbers.read(cleaned["country"], typed).text
            except ValidationError as refusal:
                self.add_error("tax_number", refusal)
        return cleaned
