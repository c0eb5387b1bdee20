"""What staff are asked before something happens to a fund."""

from decimal import Decimal
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminDateWidget
from django.utils.translation import gettext_lazy

from foundation.base import clock, zones
from foundation.base.admin import (
    ActionForm,
)
from foundation.base.fields import LineField, LongField

MOST = Decimal("99999999.99")


class DecisionForm(ActionForm):
    """A decision of the governing board."""

    decided_on = forms.DateField(label=gettext_lazy("Decided on"), widget=AdminDateWidget)
    title = LineField(label=gettext_lazy("What about"), max_length=120)
    text = LongField(label=gettext_lazy("Text"), help_text=gettext_lazy("Everybody reads it."))
    votes_for = forms.IntegerField(label=gettext_lazy("Seats for"), min_value=0, max_value=1000)
    votes_against = forms.IntegerField(
        label=gettext_lazy("Seats against"), min_value=0, max_value=1000
    )
    votes_abstained = forms.IntegerField(
        label=gettext_lazy("Seats abstained"), min_value=0, max_value=1000
    )

    def __init__(self, data: Any = None, *, rows: list[Any]) -> None:
        super().__init__(data, rows=rows)
        self.initial["decided_on"] = zones.day(clock.now())


class AllocateForm(ActionForm):
    """A budget line out of a decision."""

    name = LineField(label=gettext_lazy("What for"), max_length=120)
    year = forms.IntegerField(label=gettext_lazy("Year"), min_value=2000, max_value=2100)
    amount = forms.DecimalField(
        label=gettext_lazy("Amount"), min_value=Decimal("0.01"), max_value=MOST, decimal_places=2
    )


class SpendForm(ActionForm):
    """What was spent since."""

    amount = forms.DecimalField(
        label=gettext_lazy("Spent since"), min_value=Decimal("0.01"), max_value=MOST,
        decimal_places=2, help_text=gettext_lazy("Added to what is spent already."),
    )  # fmt: skip
