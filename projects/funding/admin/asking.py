"""What staff are asked before something happens to a fund."""

from decimal import Decimal
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminDateWidget
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.base import clock, zones
from foundation.base.admin import ActionForm
from foundation.base.fields import LineField, LongField
from foundation.base.money import show as money
from foundation.billing.models import Account
from members.models import Membership, Organization
from projects.funding import queries
from projects.funding.models import Choice, FundDecision
from projects.funding.services.invoicing import refusal

MOST = Decimal("99999999.99")


class DecisionForm(ActionForm):
    """A decision of the governing board: how each seat voted."""

    decided_on = forms.DateField(label=gettext_lazy("Decided on"), widget=AdminDateWidget)
    title = LineField(label=gettext_lazy("What about"), max_length=120)
    text = LongField(label=gettext_lazy("Text"), help_text=gettext_lazy("Everybody reads it."))

    def __init__(self, data: Any = None, *, rows: list[Any]) -> None:
        super().__init__(data, rows=rows)
        self.initial["decided_on"] = zones.day(clock.now())
        self._seats = {f"seat-{one.pk}": one for one in queries.board(rows[0])} if rows else {}
        for name, seat in self._seats.items():
            self.fields[name] = forms.ChoiceField(
                label=_("Vote of %(funder)s") % {"funder": seat.name},
                choices=[("", _("Choose how it voted")), *Choice.choices],
            )
        if seats := [*self._seats]:
            self.fields[seats[-1]].help_text = _(
                "Only staff read who voted how: everybody reads the counts."
            )

    def clean(self) -> dict[str, Any]:
        """The votes together, by the key of the funder."""
        told: dict[str, Any] = super().clean() or {}
        told["votes"] = {
            seat.pk: Choice(told.pop(name)) for name, seat in self._seats.items() if name in told
        }
        return told


class AllocateForm(ActionForm):
    """A budget line out of a decision."""

    name = LineField(label=gettext_lazy("What for"), max_length=120)
    year = forms.IntegerField(label=gettext_lazy("Year"), min_value=2000, max_value=2100)
    amount = forms.DecimalField(
        label=gettext_lazy("Amount"), min_value=Decimal("0.01"), max_value=MOST, decimal_places=2
    )


class PledgeForm(ActionForm):
    """A pledge that came by letter or at a meeting."""

    organization = forms.ModelChoiceField(
        Organization.objects.none(),
        label=gettext_lazy("Member"),
        empty_label=gettext_lazy("Choose a member of today"),
    )
    amount = forms.DecimalField(
        label=gettext_lazy("Amount"), min_value=Decimal("0.01"), max_value=MOST, decimal_places=2
    )
    begins_on = forms.DateField(label=gettext_lazy("From"), widget=AdminDateWidget)
    ends_on = forms.DateField(label=gettext_lazy("Until"), widget=AdminDateWidget)

    def __init__(self, data: Any = None, *, rows: list[Any]) -> None:
        super().__init__(data, rows=rows)
        held = Membership.objects.on(zones.day(clock.now())).values("organization")
        field: Any = self.fields["organization"]
        field.queryset = Organization.objects.filter(pk__in=held).only("name").order_by("name")
        if len(rows) == 1:
            self.fields["amount"].help_text = _("In %s.") % rows[0].currency


class LowerForm(ActionForm):
    """What a pledge comes to from now on."""

    amount = forms.DecimalField(
        label=gettext_lazy("Ask only for"), min_value=Decimal(0), max_value=MOST, decimal_places=2
    )

    def __init__(self, data: Any = None, *, rows: list[Any]) -> None:
        super().__init__(data, rows=rows)
        if len(rows) == 1:
            self.fields["amount"].help_text = _(
                "It comes to %(amount)s now. With 0 the pledge is withdrawn."
            ) % {"amount": money(rows[0].amount, rows[0].fund.currency)}

    def consequences(self) -> list[str]:
        """What goes back to the funder."""
        row = self.rows[0]
        account = Account.objects.with_sums().get(pk=row.account_id)
        refused = refusal(row, account, self.cleaned_data["amount"])
        if refused is not None:
            self.add_error("amount", refused)
            return []
        back = account.paid - self.cleaned_data["amount"]
        if back <= 0:
            return [_("Nothing goes back: that was not paid yet.")]
        return [
            _("%(amount)s were paid of that. We owe them to the funder: give them back on the "
              "account %(account)s.") % {
                "amount": money(back, row.fund.currency), "account": account,
            }
        ]  # fmt: skip


class CutForm(ActionForm):
    """By which decision a line gives money back to the fund, and how much."""

    amount = forms.DecimalField(
        label=gettext_lazy("Take back"), min_value=Decimal("0.01"), max_value=MOST, decimal_places=2
    )

    def __init__(self, data: Any = None, *, rows: list[Any]) -> None:
        super().__init__(data, rows=rows)
        fund = rows[0].fund_id if rows else None
        if rows:
            self.fields["amount"].help_text = _("%(left)s of it are not spent.") % {
                "left": money(rows[0].left, rows[0].fund.currency)
            }
        self.fields["decision"] = forms.ModelChoiceField[FundDecision](
            FundDecision.objects.filter(fund=fund, votes_for__gt=F("votes_against")),
            label=_("As decided by"),
            empty_label=_("Choose a decision"),
            help_text=_("Record the decision of the governing board under Funds first."),
        )


class SpendForm(ActionForm):
    """What was spent, when and on what."""

    amount = forms.DecimalField(
        label=gettext_lazy("Amount"), min_value=-MOST, max_value=MOST, decimal_places=2,
        help_text=gettext_lazy("With a minus it takes back what was recorded by mistake."),
    )  # fmt: skip
    spent_on = forms.DateField(label=gettext_lazy("Spent on"), widget=AdminDateWidget)
    what = LineField(
        label=gettext_lazy("What on"), max_length=150, help_text=gettext_lazy("Everybody reads it.")
    )

    def __init__(self, data: Any = None, *, rows: list[Any]) -> None:
        super().__init__(data, rows=rows)
        self.initial["spent_on"] = zones.day(clock.now())
