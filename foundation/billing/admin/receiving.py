"""What staff are asked when they book money that the bank's statement does not bring in by itself."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.base.admin import ActionForm
from foundation.base.fields import LineField
from foundation.billing.models import Account


class PaymentForm(ActionForm):
    """Money that came in for a row with an `account`. `seen` makes an answer out of date once
    something else was booked; with it in the key, a second click books nothing."""

    amount = forms.DecimalField(label=_("Amount"), max_digits=12, decimal_places=2, min_value=0)
    note = LineField(label=_("Note"), max_length=150, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, rows: list[Any]) -> None:
        super().__init__(data, rows=rows)
        account = self._account()
        if account is not None:
            self.fields["amount"].initial = max(account.owed, Decimal(0))
            self.fields["amount"].help_text = _("In %s.") % account.currency
            self.fields["seen"].initial = account.entries.count()

    def _account(self) -> Account | None:
        """Of the only row, as it is now; None if there are more."""
        if len(self.rows) != 1:
            return None
        return Account.objects.with_sums().filter(pk=self.rows[0].account_id).first()

    def clean(self) -> dict[str, Any]:
        """One row at a time, and nothing twice by a second click."""
        cleaned = super().clean() or self.cleaned_data
        account = self._account()
        if account is None:
            raise forms.ValidationError(_("Choose one at a time."), code="one")
        if cleaned.get("amount") == 0:
            self.add_error("amount", _("Enter an amount above zero."))
        if "seen" in cleaned and cleaned["seen"] != account.entries.count():
            raise forms.ValidationError(
                _("Something was booked meanwhile: look again before you book more."), code="seen"
            )
        return cleaned
