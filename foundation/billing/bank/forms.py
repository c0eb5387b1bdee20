"""What staff say about a file and about a line."""

import hashlib
import json
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from foundation.base import tokens
from foundation.base.admin import ActionForm
from foundation.base.money import validate_currency
from foundation.billing.bank.formats import cells, tables
from foundation.billing.bank.suggestions import suggest
from foundation.billing.models import Account

LABELS = {
    "booked_on": _("Day"),
    "amount": _("Amount (or what came in)"),
    "paid_out": _("What went out"),
    "way": _("Came in or went out"),
    "currency": _("Currency"),
    "payer": _("Payer"),
    "payer_account": _("Account of the payer"),
    "text": _("Text with the reference"),
    "bank_id": _("The bank's number of the line"),
}


class UploadForm(forms.Form):
    """A file of the bank."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV as the bank exports it, or CAMT.053 (XML); at most 5 MB."),
    )
    own_account = forms.CharField(
        label=_("Our account"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"size": 40}),
        help_text=_("Its IBAN or name. A CAMT.053 file says it itself."),
    )


class MappingForm(forms.Form):
    """Which column of a CSV is what, and how its amounts and days are written."""

    decimal = forms.ChoiceField(
        label=_("Decimals after"),
        required=False,
        choices=[
            ("", "–"),
            (cells.POINT, _("a point: 1,234.50")),
            (cells.COMMA, _("a comma: 1.234,50")),
        ],
    )
    days = forms.ChoiceField(
        label=_("Days as"),
        required=False,
        choices=[
            ("", "–"),
            (cells.ISO, _("year, month, day")),
            (cells.DAY_FIRST, _("day, month, year")),
            (cells.MONTH_FIRST, _("month, day, year")),
        ],
    )
    default_currency = forms.CharField(
        label=_("Currency where no column says it"), max_length=3, validators=[validate_currency]
    )

    def __init__(self, data: Any, *, table: tables.Table) -> None:
        super().__init__(data)
        self.table = table
        names = [(str(i), name or f"{i + 1}.") for i, name in enumerate(table.header)]
        for column, label in LABELS.items():
            self.fields[column] = forms.ChoiceField(
                label=label, required=False, choices=[("", "–"), *names]
            )
        self.order_fields([*LABELS, "decimal", "days", "default_currency"])

    @classmethod
    def guessed(cls, table: tables.Table, currency: str) -> "MappingForm":
        """The form filled in as the file is most likely meant."""
        guess = tables.guessed(table, currency)
        columns = {name: str(index) for name, index in guess.columns.items()}
        rest = {"decimal": guess.decimal, "days": guess.days, "default_currency": currency}
        return cls(columns | rest, table=table)

    def clean(self) -> dict[str, Any]:
        """Everything the reading needs is said, and nothing twice."""
        data: dict[str, Any] = super().clean() or {}
        chosen = {name: int(data[name]) for name in LABELS if data.get(name)}
        for name in tables.NEEDED:
            if name not in chosen and name not in self.errors:
                self.add_error(name, ValidationError(_("Choose the column."), code="column"))
        for name, index in chosen.items():
            if list(chosen.values()).count(index) > 1:
                self.add_error(
                    name, ValidationError(_("This column is chosen twice."), code="twice")
                )
        money = [*self._cells(chosen, "amount"), *self._cells(chosen, "paid_out")]
        if not data.get("decimal") and cells.needs_decimal_sign(money):
            self.add_error("decimal", ValidationError(
                _("The amounts can be read in two ways: say which sign comes before the cents."),
                code="decimal",
            ))  # fmt: skip
        if not data.get("days") and self._cells(chosen, "booked_on"):
            self.add_error("days", ValidationError(
                _("The days can be read in two ways: say which part is the month."), code="days"
            ))  # fmt: skip
        data["columns"] = chosen
        return data

    def _cells(self, chosen: dict[str, int], name: str) -> list[str]:
        return self.table.column(chosen.get(name))

    def mapping(self) -> tables.Mapping:
        """What was said, for the reading; the form is valid."""
        data = self.cleaned_data
        return tables.Mapping(
            data["columns"], data["decimal"], data["days"], data["default_currency"]
        )

    @property
    def digest(self) -> str:
        """Changes with what was said, so that only what was shown can be confirmed."""
        said = {name: self.data.get(name) or "" for name in self.fields}
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:16]


class MatchForm(ActionForm):
    """The account that one or more lines paid."""

    suggestion = forms.ChoiceField(
        label=_("Account"), required=False, widget=forms.RadioSelect, choices=[]
    )
    reference = forms.CharField(
        label=_("Or another reference"),
        max_length=40,
        required=False,
        help_text=_("As it stands on the order or the invoice; look-alike letters are forgiven."),
    )

    def __init__(self, data: Any = None, *, rows: list[Any]) -> None:
        super().__init__(data, rows=rows)
        hits = suggest(rows[0]) if len(rows) == 1 else []
        if hits:
            choices = [(str(hit.account.pk), hit.label) for hit in hits]
            self.fields["suggestion"].choices = choices  # type: ignore[attr-defined]
            self.fields["suggestion"].initial = choices[0][0]
        else:
            del self.fields["suggestion"]

    def clean(self) -> dict[str, Any]:
        """The account, and nothing else: a typed reference wins."""
        data: dict[str, Any] = super().clean() or {}
        typed = (data.get("reference") or "").strip()
        if typed:
            account = (
                Account.objects.filter(
                    reference__in=[typed, typed.upper(), tokens.forgive(typed)]
                ).first()
                or Account.objects.filter(invoices__number=typed.upper()).first()
            )
            if account is None:
                self.add_error("reference", _("No account goes by this reference."))
        else:
            account = Account.objects.filter(pk=data.get("suggestion") or 0).first()
            if account is None and not self.errors:
                self.add_error("reference", _("Choose an account or type its reference."))
        return {"account": account}


class IgnoreForm(ActionForm):
    """Why a line pays nothing of ours."""

    why = forms.CharField(
        label=_("Why"), max_length=200, widget=forms.TextInput(attrs={"class": "vTextField"})
    )
