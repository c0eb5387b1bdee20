"""One ticket with everything at once: who comes, and for a priced one who pays, and how."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from events.registration import taxing
from events.registration.models import Order, PaymentMethod
from events.registration.services import Filled
from foundation.base.fields import AddressField, LineField, MailField
from foundation.billing.tax.deciding import NOBODY, Buyer

from .attendees import DETAILS, NAMING, AttendeeForm
from .buyer import BuyerForm

WAYS = (
    (PaymentMethod.CARD, _("By card, at the bank's page: the ticket is valid at once")),
    (PaymentMethod.INVOICE, _("By invoice and bank transfer: it is valid when the money is there")),
)
# What stands on the bill, in the sequence it is asked in, and what an invoice cannot be without.
BILL = ("country", "is_business", "tax_number", "address", "purchase_order")
BILLED = ("address", "country")


class FreeForm(AttendeeForm):
    """Who comes, and go."""

    basket = forms.Field(required=False, widget=forms.HiddenInput)
    attendee_email = MailField(
        label=_("E-mail"),
        help_text=_("Your registration is sent there. No account is made."),
        error_messages={"required": _("Give the e-mail we send your registration to.")},
    )
    conduct = forms.BooleanField(
        label=_("I accept the code of conduct"),
        error_messages={"required": _("Accept the code of conduct to register.")},
    )

    method = PaymentMethod.FREE

    def __init__(self, data: QueryDict | None, *, basket: str, on_site: bool) -> None:
        super().__init__(data, on_site=on_site)
        self.initial["basket"] = basket

    def buyer(self) -> Buyer:
        """Who buys, as far as tax asks: nobody does where nothing is paid."""
        return NOBODY

    def filled(self) -> Filled:
        """The answers, for the services: who registers is who comes."""
        return Filled(self._purchaser(), {1: self.attendee()}, conduct=True)

    def _purchaser(self) -> dict[str, Any]:
        return {
            "name": self.cleaned_data["attendee_name"],
            "email": self.cleaned_data["attendee_email"],
            "organization": self.cleaned_data["organization"],
        }


class PaidForm(BuyerForm, FreeForm):
    """The same, and who pays and how. `asks_buyer` says whether the price depends on who buys."""

    way = forms.ChoiceField(
        label=_("How do you want to pay?"),
        choices=WAYS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how you want to pay.")},
    )
    address = AddressField(
        required=False,
        help_text=_("An invoice needs it. Your organisation is named above it."),
        error_messages={"required": _("Give the postal address the invoice is written to.")},
    )
    purchase_order = LineField(
        label=_("Purchase order number"),
        max_length=60,
        required=False,
        help_text=_("Printed on the invoice, if your organisation wants one."),
    )

    field_order = (*NAMING, "organization", *DETAILS, "way", *BILL, "conduct")

    def __init__(
        self,
        data: QueryDict | None,
        *,
        basket: str,
        on_site: bool,
        asks_buyer: bool,
        takes_cards: bool,
    ) -> None:
        super().__init__(data, basket=basket, on_site=on_site)
        self.ask_buyer(asks_buyer=asks_buyer)
        if not takes_cards:
            self.fields["way"].choices = [WAYS[1]]  # type: ignore[attr-defined]
            self.initial["way"] = PaymentMethod.INVOICE

    def full_clean(self) -> None:
        """An invoice asks for more than a card."""
        if self["way"].data == PaymentMethod.INVOICE:
            for name in BILLED:
                self.fields[name].required = True
        super().full_clean()

    def buyer(self) -> Buyer:
        """Who buys, as far as what was typed is right."""
        known = getattr(self, "cleaned_data", {})
        return taxing.buyer_of(
            Order(
                country=known.get("country", ""),
                is_business=known.get("is_business", False),
                tax_number=known.get("tax_number", ""),
            )
        )

    @property
    def bill(self) -> list[forms.BoundField]:
        """The fields of the bill."""
        return [self[name] for name in BILL if name in self.fields]

    @property
    def method(self) -> PaymentMethod:  # type: ignore[override]
        """How they pay. Only after `is_valid()`."""
        return PaymentMethod(self.cleaned_data["way"])

    def _purchaser(self) -> dict[str, Any]:
        bill = {name: self.cleaned_data[name] for name in BILL if name in self.fields}
        return super()._purchaser() | bill
