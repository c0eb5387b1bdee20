"""What an invoice needs."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from events.registration.models import Order

from .fields import AddressField, CountryChoice, LineField


class InvoiceForm(forms.Form):
    """To whom the invoice is written."""

    organization = LineField(
        label=_("Organisation"),
        max_length=150,
        required=False,
        autocomplete="billing organization",
        help_text=_("Leave it empty to have the invoice written to you."),
    )
    address = AddressField(error_messages={"required": _("Give the postal address.")})
    country = CountryChoice(error_messages={"required": _("Choose the country.")})
    tax_number = LineField(
        label=_("Tax number"), max_length=40, required=False, help_text=_("VAT, GST or the like.")
    )
    purchase_order = LineField(
        label=_("Purchase order number"),
        max_length=60,
        required=False,
        help_text=_("Printed on the invoice, if your organisation wants one."),
    )

    def __init__(self, data: Any, *, order: Order) -> None:
        initial = {name: getattr(order, name) for name in self.base_fields}
        super().__init__(data, initial=initial)
