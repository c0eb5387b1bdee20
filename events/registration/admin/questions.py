"""What staff are asked before an action on an order is carried out."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from events.registration import bills
from events.registration.models import Order
from foundation.base.admin import ActionForm
from foundation.base.errors import RuleError
from foundation.billing import services as billing

CHANGED = _("The account has changed since you opened this page. Go back and look again.")


def unchanged(order: Order, seen: int | None) -> Order:
    """The order, locked, if its account still has the `seen` entries (None: whatever it has).

    The form looks first; two clicks that arrive in the same instant both get past it. Raises
    RuleError `changed`.
    """
    order = bills.lock(order)
    if seen is not None and _entries(order) != seen:
        raise RuleError(CHANGED, code="changed")
    return order


class MoneyForm(ActionForm):
    """An amount for one order, and a note. For several orders each has its own amount.

    `seen` counts the entries of the account when the question was asked: money that was booked
    since, by a second click for one, makes the answer out of date.
    """

    amount = forms.DecimalField(label=_("Amount"), max_digits=12, decimal_places=2, min_value=0)
    note = forms.CharField(label=_("Note"), max_length=200, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, rows: list[Order]) -> None:
        super().__init__(data, rows=rows)
        if len(rows) != 1:
            del self.fields["amount"], self.fields["seen"]
            return
        (order,) = rows
        self.fields["amount"].help_text = _("In %(currency)s.") % {"currency": order.currency}
        self.fields["amount"].initial = self.proposed(order)
        self.fields["seen"].initial = _entries(order)

    def proposed(self, order: Order) -> Decimal:
        """What the amount most likely is: what is open, whoever owes it."""
        return abs(_owed(order))

    def clean(self) -> dict[str, Any]:
        """Refuse an answer to a question that was asked before other money came in or went out."""
        given = super().clean() or {}
        if "seen" in self.fields and given.get("seen") != _entries(self.rows[0]):
            raise ValidationError(CHANGED, code="changed")
        return given


class TransferForm(MoneyForm):
    """A bank transfer that came in."""

    note = forms.CharField(
        label=_("Note"),
        max_length=200,
        required=False,
        help_text=_("What the bank statement says, for example."),
    )

    def proposed(self, order: Order) -> Decimal:
        """What is owed, or all of it for an order that has lapsed."""
        owed = _owed(order)
        return owed if owed > 0 else order.total


class RefundForm(MoneyForm):
    """Money that was paid back."""


class CancelForm(ActionForm):
    """Why an order is cancelled; the buyer reads it."""

    because = forms.CharField(
        label=_("Why"),
        max_length=200,
        required=False,
        help_text=_("The buyer reads this. “Visa refused”, for example."),
    )


def _owed(order: Order) -> Decimal:
    return billing.owed(order.account) if order.account else Decimal(0)


def _entries(order: Order) -> int:
    return order.account.entries.count() if order.account else 0
