"""Lines of statements: what was booked on which account, and what did not match."""

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from foundation.base.admin import HouseAdmin, ReadOnly, confirmed, show
from foundation.base.money import show as money
from foundation.billing.bank import services
from foundation.billing.bank.forms import IgnoreForm, MatchForm
from foundation.billing.bank.models import BankLine, Fit, LineState
from foundation.billing.bank.suggestions import suggest
from foundation.billing.models import Account


def not_matchable(row: BankLine) -> str:
    """Why a line cannot be booked by hand."""
    return str(_("it is booked already.")) if row.state == LineState.MATCHED else ""


def not_ignorable(row: BankLine) -> str:
    """Why a line cannot be set aside."""
    if row.state == LineState.MATCHED:
        return str(_("it is booked already."))
    return str(_("it is set aside already.")) if row.state == LineState.IGNORED else ""


def state_of(row: BankLine) -> SafeString:
    """The state as a badge; a booked amount that does not fit says so."""
    if row.state == LineState.MATCHED and row.fit != Fit.EXACT:
        return show.state("new", f"{row.get_state_display()}, {row.get_fit_display().lower()}")
    badge = {
        LineState.MATCHED: "paid",
        LineState.UNMATCHED: "failed",
        LineState.IGNORED: "closed",
    }
    return show.state(badge.get(LineState(row.state), "waiting"), row.get_state_display())


@admin.register(BankLine)
class BankLineAdmin(ReadOnly, HouseAdmin[BankLine]):
    """What the bank wrote stays; what it pays for is booked here, with a preview."""

    list_display = (
        *("booked_on", "shown_amount", "payer", "shown_text", "shown_state", "shown_why"),
        "shown_account",
    )
    list_filter = ("state", "reason", "fit", "booked_on", "currency", "own_account")
    list_select_related = ("account", "refund__account")
    search_fields = ("text", "payer", "payer_account", "bank_id", "account__reference", "note")
    search_help_text = _("By payer, text, number at the bank or reference.")
    date_hierarchy = "booked_on"
    actions = ("match", "ignore", "look_again")
    fieldsets = (
        (None, {"fields": (("shown_amount", "booked_on"), ("payer", "payer_account"), "text")}),
        (
            _("What became of it"),
            {
                "fields": (
                    ("shown_state", "shown_why"),
                    ("shown_account", "shown_refund", "settled_at"),
                )
            },
        ),
        (_("What it may pay"), {"fields": ("shown_suggestions",)}),
        (_("Where it comes from"), {"fields": (("shown_statement", "number", "bank_id"),)}),
    )
    export_columns = (
        *("booked_on", "amount", "currency", "payer", "payer_account", "text", "bank_id"),
        *("state", "reason", "note", "fit", "account__reference", "settled_at"),
        *("own_account", "statement__file_name", "number"),
    )

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Suggestions stand only where something can be matched."""
        hide = obj is None or bool(not_matchable(obj))
        return [
            each
            for each in self.fieldsets
            if not hide or "shown_suggestions" not in each[1]["fields"]
        ]

    @admin.display(description=_("amount"), ordering="amount")
    def shown_amount(self, row: BankLine) -> str:
        return money(row.amount, row.currency)

    @admin.display(description=_("text"))
    def shown_text(self, row: BankLine) -> str:
        return Truncator(row.text).chars(80)

    @admin.display(description=_("state"), ordering="state")
    def shown_state(self, row: BankLine) -> SafeString:
        return state_of(row)

    @admin.display(description=_("why"), ordering="reason")
    def shown_why(self, row: BankLine) -> str:
        return row.note or (row.get_reason_display() if row.reason else "–")

    @admin.display(description=_("account"), ordering="account__reference")
    def shown_account(self, row: BankLine) -> SafeString | str:
        if row.account is None:
            return "–"
        return show.link(
            reverse("admin:billing_account_change", args=[row.account_id]), row.account
        )

    @admin.display(description=_("paid the refund"))
    def shown_refund(self, row: BankLine) -> SafeString | str:
        if row.refund is None:
            return "–"
        return show.link(reverse("admin:billing_refund_change", args=[row.refund_id]), row.refund)

    @admin.display(description=_("statement"))
    def shown_statement(self, row: BankLine) -> SafeString:
        url = reverse("admin:bank_bankstatement_change", args=[row.statement_id])
        return show.link(url, row.statement)

    @admin.display(description=_("suggestions"))
    def shown_suggestions(self, row: BankLine) -> SafeString:
        def linked(account: Account) -> SafeString:
            url = reverse("admin:billing_account_change", args=[account.pk])
            return format_html('<a href="{}">{}</a>', url, account)

        return show.table(
            (_("Account"), _("Buyer"), _("Owed"), _("Why")),
            [
                (
                    linked(hit.account),
                    hit.buyer or "–",
                    money(hit.account.owed, hit.account.currency),
                    ", ".join(hit.why),
                )
                for hit in suggest(row)
            ],
            str(_("No account is near: ask the payer, or type the reference when you match it.")),
        )

    @confirmed(
        label=_("Match with an account"),
        plural=_("Match the chosen lines with one account"),
        will=_("will be booked"),
        done=_("booked"),
        reason=not_matchable,
        form=MatchForm,
        permission="match",
    )
    def match(self, request: HttpRequest, row: BankLine, *, at: datetime, account: Account) -> None:
        """Book the money on the account, which tells its buyer."""
        services.match(line=row, account=account, at=at)

    @confirmed(
        label=_("Ignore"),
        plural=_("Ignore the chosen lines"),
        will=_("will be ignored"),
        done=_("ignored"),
        reason=not_ignorable,
        form=IgnoreForm,
        permission="match",
    )
    def ignore(self, request: HttpRequest, row: BankLine, *, at: datetime, why: str) -> None:
        """Take it off the list with a reason."""
        services.ignore(line=row, why=why, at=at)

    @confirmed(
        label=_("Look again"),
        plural=_("Look at the chosen lines again"),
        will=_("will be looked at again, and booked if they match now"),
        done=_("looked at"),
        reason=not_matchable,
        permission="match",
    )
    def look_again(self, request: HttpRequest, row: BankLine, *, at: datetime) -> None:
        """Try once more: its order may have come since, or it was ignored by mistake."""
        services.look_again(line=row, at=at)

    def has_match_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("bank.change_bankline")
