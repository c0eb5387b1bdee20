"""A pledge to a fund."""

from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from projects.funding.models import Fund


class FundChoice(forms.ModelChoiceField[Fund]):
    """A fund by its project and currency."""

    def label_from_instance(self, obj: Fund) -> str:
        """ "Kata Containers (USD)"."""
        return f"{obj.project.name} ({obj.currency})"


class PledgeForm(forms.Form):
    """How much, for which fund, for which days."""

    amount = forms.DecimalField(
        label=_("Amount"),
        min_value=Decimal("0.01"),
        max_digits=10,
        decimal_places=2,
        help_text=_("In the currency of the fund."),
        error_messages={
            "invalid": _("Write the amount in digits, such as 25000."),
            "min_value": _("Pledge more than nothing."),
        },
    )
    begins_on = forms.DateField(
        label=_("From"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    ends_on = forms.DateField(
        label=_("Until"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, data: Any = None, *, funds: QuerySet[Fund]) -> None:
        super().__init__(data)
        self.fields["fund"] = FundChoice(
            funds,
            label=_("Fund"),
            empty_label=_("Choose a fund"),
            error_messages={"invalid_choice": _("Choose a fund of the list.")},
        )
        self.order_fields(["fund", "amount", "begins_on", "ends_on"])
