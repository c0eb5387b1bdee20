"""What an invoice needs."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from events.registration.models import Order
from foundation.base.fields import AddressField, LineField

from .buyer import BuyerForm


class InvoiceForm(BuyerForm):
    """To whom the invoice is written."""

    organization = LineField(
        label=_("Organisation"),
        max_length=150,
        required=False,
        autocomplete="billing organization",
        help_text=_("Leave it empty to have the invoice written to you."),
    )
    address = AddressField(error_messages={"required": _("Give the postal address.")})
    purchase_order = LineField(
        label=_("Purchase order number"),
        max_length=60,
        required=False,
        help_text=_("Printed on the invoice, if your organisation wants one."),
    )

    field_order = (
        *("organization", "address", "country", "is_business", "tax_number", "purchase_order"),
    )

    def __init__(self, data: Any, *, order: Order, asks_buyer: bool) -> None:
        initial = {name: getattr(order, name) for name in self.base_fields}
        super().__init__(data, initial=initial)
        self.ask_buyer(asks_buyer=asks_buyer)
        self.fields["country"].required = True
