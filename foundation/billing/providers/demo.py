"""The bank of the demo and of the tests."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from payments import PaymentStatus, RedirectNeeded
from payments.core import BasicProvider

from foundation.billing.models import Payment

from .contract import Answer


class DemoCardForm(forms.Form):
    """The buyer decides what the bank says."""

    outcome = forms.ChoiceField(
        label=_("What should the bank say?"),
        choices=[
            ("approve", _("Approve the payment")),
            ("decline", _("Decline the card")),
        ],
        initial="approve",
        widget=forms.RadioSelect,
    )


class DemoCardProvider(BasicProvider):
    """A bank that does what it is told. No card number is asked for or kept."""

    def get_form(self, payment: Payment, data: Any = None) -> DemoCardForm:
        """The form to show; raises RedirectNeeded once it has been answered."""
        form = DemoCardForm(data or None)
        if not form.is_valid():
            return form
        if form.cleaned_data["outcome"] == "approve":
            payment.captured_amount = payment.total
            payment.save(update_fields=["captured_amount"])
            payment.change_status(PaymentStatus.CONFIRMED)
            raise RedirectNeeded(payment.get_success_url())
        payment.change_status(PaymentStatus.REJECTED, _("The bank declined the card."))
        raise RedirectNeeded(payment.get_failure_url())

    def refund(self, payment: Payment, amount: Any = None) -> Any:
        """What django-payments asks for; ours is `give_back`."""
        return amount or payment.captured_amount

    def give_back(self, payment: Payment, amount: Decimal, *, key: str) -> Answer:
        """Give money back; the demo's bank always can, and at once."""
        return Answer(reference=f"demo:{key}", is_done=True)

    def look_up(self, reference: str) -> Answer:
        """It has always happened."""
        return Answer(reference=reference, is_done=True)
