"""Correcting whom an order is billed to: the question staff are asked, and the action."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from events.registration import services
from events.registration.forms.buyer import BuyerForm
from events.registration.models import Order, OrderState
from events.registration.services.corrections import BILLED
from foundation.base.admin import ActionForm, confirmed
from foundation.base.fields import AddressField, LineField


class BuyerQuestion(BuyerForm, ActionForm):
    """To whom the order is billed; it begins with what the order says."""

    organization = LineField(label=_("Organisation"), max_length=150, required=False)
    address = AddressField(required=False)
    purchase_order = LineField(label=_("Purchase order number"), max_length=60, required=False)

    field_order = BILLED

    def __init__(self, data: Any = None, *, rows: list[Order]) -> None:
        super().__init__(data, rows=rows)
        # Several orders have several buyers: what is typed here is for one.
        self.is_for_one = len(rows) == 1
        self.initial = {name: getattr(rows[0], name) for name in BILLED} if rows else {}

    def clean(self) -> dict[str, Any]:
        """Refuse to give one address to several orders."""
        cleaned = super().clean()
        if not self.is_for_one:
            raise ValidationError(_("Choose one order: each has its own buyer."), code="several")
        return cleaned


def _not_correctable(row: Order) -> str:
    placed = row.state in {OrderState.PENDING, OrderState.PAID}
    return "" if placed else str(_("it is not placed, or is closed."))


class CorrectingBuyers:
    """Mixed into the admin of orders: one order at a time is billed to somebody else."""

    @confirmed(
        label=_("Correct the billing address"),
        plural=_("Correct the billing address of one order"),
        will=_("will be billed to this buyer; an invoice that was issued is reversed"),
        done=_("billed to the corrected buyer"),
        reason=_not_correctable,
        form=BuyerQuestion,
    )
    def correct_buyer(
        self, request: HttpRequest, row: Order, *, at: datetime, **buyer: Any
    ) -> None:
        """Tax and total follow while nothing has been paid."""
        services.correct_buyer(order=row, buyer=buyer, at=at)
