"""Refunds: those that staff transfer, those that failed, and all that went back."""

from datetime import datetime

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from foundation.base.admin import ActionForm, HouseAdmin, HouseInline, ReadOnly, confirmed, show
from foundation.base.money import show as money
from foundation.billing import services
from foundation.billing.models import Account, Refund, RefundState, Way

COLOURS = {
    RefundState.ASKED: "waiting",
    RefundState.SENDING: "waiting",
    RefundState.DONE: "paid",
    RefundState.FAILED: "failed",
    RefundState.WITHDRAWN: "closed",
}


class PayeeForm(ActionForm):
    """Where a transfer goes to."""

    payee = forms.CharField(
        label=_("Pay to"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Name, IBAN and BIC, or what your bank asks for. Leave it empty to ask first."),
    )


class WithdrawForm(ActionForm):
    """Why money is not paid back."""

    because = forms.CharField(
        label=_("Why"), max_length=300, help_text=_("For whoever of us asks later.")
    )


def state_of(row: Refund) -> SafeString:
    """The state as a badge."""
    return show.state(COLOURS[RefundState(row.state)], row.get_state_display())


def _not_transferable(row: Refund) -> str:
    if row.way != Way.TRANSFER:
        return str(_("it goes back to the card by itself."))
    return "" if row.state == RefundState.ASKED else str(_("it does not wait for a transfer."))


def _not_failed(row: Refund) -> str:
    return "" if row.state == RefundState.FAILED else str(_("it did not fail."))


def _not_withdrawable(row: Refund) -> str:
    asked = row.state == RefundState.ASKED and (row.way == Way.TRANSFER or not row.attempts)
    if asked or row.state == RefundState.FAILED:
        return ""
    return str(_("it is on its way, or nothing is to be paid any more."))


class RefundInline(ReadOnly, HouseInline[Refund, Account]):
    model = Refund
    fields = ("asked_at", "way", "shown_state", "amount", "note", "error")
    readonly_fields = fields

    @admin.display(description=_("state"))
    def shown_state(self, row: Refund) -> SafeString:
        return state_of(row)


@admin.register(Refund)
class RefundAdmin(ReadOnly, HouseAdmin[Refund]):
    """What was paid by card goes back by itself; the rest waits here for a transfer."""

    list_display = (
        *("asked_at", "shown_account", "shown_amount", "way", "shown_state", "payee", "error"),
        "done_at",
    )
    list_display_links = ("asked_at",)
    list_filter = ("state", "way", "asked_at", "done_at", "account__purpose", "account__currency")
    list_select_related = ("account",)
    search_fields = ("account__reference", "note", "payee", "provider_reference", "key")
    search_help_text = _("By the account's reference, payee, note or number at the provider.")
    date_hierarchy = "asked_at"
    actions = ("mark_transferred", "try_again", "transfer_instead", "withdraw")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("shown_account", "shown_amount"),
                    ("way", "shown_state"),
                    ("payee", "note"),
                    "error",
                )
            },
        ),
        (_("When"), {"fields": (("asked_at", "asked_by", "done_at"),)}),
        (
            _("At the card provider"),
            {"fields": (("shown_payment", "provider_reference"), ("attempts", "key"))},
        ),
    )
    export_columns = (
        *("account__reference", "amount", "account__currency", "payee", "way", "state", "note"),
        *("asked_at", "done_at", "provider_reference", "error"),
    )

    @admin.display(description=_("account"), ordering="account__reference")
    def shown_account(self, row: Refund) -> SafeString:
        url = reverse("admin:billing_account_change", args=[row.account_id])
        return show.link(url, row.account)

    @admin.display(description=_("card payment"))
    def shown_payment(self, row: Refund) -> SafeString | str:
        if row.payment is None:
            return "–"
        url = reverse("admin:billing_payment_change", args=[row.payment_id])
        paid = money(row.payment.captured_amount, row.payment.currency)
        return show.link(url, paid)

    @admin.display(description=_("amount"), ordering="amount")
    def shown_amount(self, row: Refund) -> str:
        return money(row.amount, row.account.currency)

    @admin.display(description=_("state"), ordering="state")
    def shown_state(self, row: Refund) -> SafeString:
        return state_of(row)

    def has_pay_permission(self, request: HttpRequest) -> bool:
        """Who may say that money went back, or how it goes."""
        return request.user.has_perm("billing.change_refund")

    @confirmed(
        label=_("The transfer has been made"),
        plural=_("The chosen refunds have been transferred"),
        will=_("will be booked as transferred"),
        done=_("booked as transferred"),
        reason=_not_transferable,
        permission="pay",
    )
    def mark_transferred(self, request: HttpRequest, row: Refund, *, at: datetime) -> None:
        """The bank has carried it out."""
        services.mark_transferred(refund=row, at=at)

    @confirmed(
        label=_("Try the card again"),
        plural=_("Try the cards of the chosen refunds again"),
        will=_("will be tried again"),
        done=_("tried again in a moment"),
        reason=_not_failed,
        permission="pay",
    )
    def try_again(self, request: HttpRequest, row: Refund, *, at: datetime) -> None:
        """What stood in the way may be gone."""
        services.try_again(refund=row, at=at)

    @confirmed(
        label=_("Pay by transfer instead"),
        plural=_("Pay the chosen refunds by transfer instead"),
        will=_("will wait for a transfer instead"),
        done=_("to be transferred"),
        reason=_not_failed,
        form=PayeeForm,
        permission="pay",
    )
    def transfer_instead(
        self, request: HttpRequest, row: Refund, *, at: datetime, payee: str = ""
    ) -> None:
        """The card is closed, for example."""
        services.transfer_instead(refund=row, at=at, payee=payee, by=request.user)

    @confirmed(
        label=_("Withdraw"),
        plural=_("Withdraw the chosen refunds"),
        will=_("will not be paid"),
        done=_("withdrawn"),
        reason=_not_withdrawable,
        form=WithdrawForm,
        permission="pay",
    )
    def withdraw(self, request: HttpRequest, row: Refund, *, at: datetime, because: str) -> None:
        """It was asked by mistake, or the buyer lets us keep it."""
        services.withdraw(refund=row, at=at, because=because)
