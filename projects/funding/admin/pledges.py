"""Pledges to confirm and to invoice."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.base.admin import (
    HouseAdmin,
    ReadOnly,
    confirmed,
    desk,
    show,
)
from foundation.base.money import show as money
from foundation.billing import services as billing
from foundation.billing.admin.receiving import PaymentForm
from foundation.billing.models import Account
from projects.funding import services
from projects.funding.admin.asking import LowerForm
from projects.funding.models import Pledge


def _owed(row: Pledge) -> Decimal | None:
    """What is still to be paid of an invoiced pledge (negative: we owe it back), from its entries."""
    if row.account is None:
        return None
    return sum((each.amount for each in row.account.entries.all()), Decimal(0))


def _now(row: Pledge) -> tuple[str, str]:
    owed = _owed(row)
    return row.state(row.amount if owed is not None and owed <= 0 else None)


def shown_state(row: Pledge) -> SafeString:
    """The state as a badge; what was paid is read from the entries that came with the row."""
    value, label = _now(row)
    styles = {"asked": "waiting", "invoiced": "pending", "paid": "paid"}
    return show.state(styles.get(value, "closed"), label)


def _state(*states: str) -> Any:
    """Why a pledge is not at one of `states`."""

    def reason(row: Pledge) -> str:
        state, name = _now(row)
        return "" if state in states else _("it is at “%(state)s”.") % {"state": name}

    return reason


def _nothing_owed(row: Pledge) -> str:
    owed = _owed(row)
    if owed is None:
        return _("it is not invoiced.")
    return "" if owed > 0 else _("nothing is owed.")


@admin.register(Pledge)
class PledgeAdmin(ReadOnly, HouseAdmin[Pledge]):
    """What members promised. They pledge on the pages of their organisation."""

    list_display = (
        "organization",
        "project",
        "promised",
        "begins_on",
        "ends_on",
        "shown",
        "owes",
        "reference",
    )
    list_filter = (
        ("fund__project", admin.RelatedOnlyFieldListFilter),
        "confirmed_at",
        "withdrawn_at",
    )
    list_select_related = ("organization", "fund__project", "account")
    found_by = ("organization__name", "fund__project__name")
    search_fields = ("organization__name", "fund__project__name", "account__reference")
    search_help_text = gettext_lazy("By organisation, project or reference of the account.")
    actions = ("confirm", "invoice", "book_payment", "lower", "withdraw")
    view_on_site = False
    fields = (
        *("fund", "organization", "promised", "begins_on", "ends_on", "pledged_on", "pledged_by"),
        *("confirmed_at", "withdrawn_at", "shown", "owes", "reference"),
    )
    export_columns = (
        *("fund__project__name", "organization__name", "amount", "fund__currency", "begins_on"),
        *("ends_on", "shown", "owes", "account__reference"),
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        """With what the ledger says was paid."""
        return super().get_queryset(request).prefetch_related("account__entries")

    def has_manage_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("funding.manage_fund")

    @admin.display(description=gettext_lazy("project"), ordering="fund__project__name")
    def project(self, row: Pledge) -> str:
        return row.fund.project.name

    @admin.display(description=gettext_lazy("amount"), ordering="amount")
    def promised(self, row: Pledge) -> str:
        return money(row.amount, row.fund.currency)

    @admin.display(description=gettext_lazy("state"))
    def shown(self, row: Pledge) -> SafeString:
        return shown_state(row)

    @admin.display(description=gettext_lazy("owed"))
    def owes(self, row: Pledge) -> str:
        owed = _owed(row)
        return money(owed, row.fund.currency) if owed else "–"

    @admin.display(description=gettext_lazy("account"))
    def reference(self, row: Pledge) -> SafeString | str:
        if row.account is None:
            return "–"
        return show.link(
            reverse("admin:billing_account_change", args=[row.account_id]), row.account
        )

    def has_book_permission(self, request: HttpRequest) -> bool:
        """Who may say that money came in: whoever keeps the ledger."""
        return request.user.has_perm("billing.add_entry")

    @confirmed(
        label=gettext_lazy("Confirm it"),
        plural=gettext_lazy("Confirm the chosen pledges"),
        will=gettext_lazy("will be confirmed: the funder has a seat on the governing board"),
        done=gettext_lazy("confirmed"),
        reason=_state("asked"),
        permission="manage",
    )
    def confirm(self, request: Any, row: Pledge, *, at: datetime) -> None:
        """We have it in writing."""
        services.confirm(pledge=row, at=at)

    @confirmed(
        label=gettext_lazy("Invoice it"),
        plural=gettext_lazy("Invoice the chosen pledges"),
        will=gettext_lazy("will be charged; the funder gets the invoice by mail"),
        done=gettext_lazy("invoiced"),
        reason=_state("pledged"),
        permission="manage",
    )
    def invoice(self, request: Any, row: Pledge, *, at: datetime) -> None:
        """Once, to an account of its own."""
        services.invoice(pledge=row, at=at)

    @confirmed(
        label=gettext_lazy("Withdraw it"),
        plural=gettext_lazy("Withdraw the chosen pledges"),
        will=gettext_lazy("will be withdrawn"),
        done=gettext_lazy("withdrawn"),
        reason=_state("asked", "pledged"),
        permission="manage",
    )
    def withdraw(self, request: Any, row: Pledge, *, at: datetime) -> None:
        """Before it is invoiced."""
        services.withdraw(pledge=row, at=at)

    @confirmed(
        label=gettext_lazy("Book a payment"),
        will=gettext_lazy("will be booked as paid, in part or in full"),
        done=gettext_lazy("booked"),
        reason=_nothing_owed,
        form=PaymentForm,
        permission="book",
        alone=True,
    )
    def book_payment(
        self, request: Any, row: Pledge, *, at: datetime, amount: Decimal, note: str, seen: int
    ) -> None:
        """A transfer that the bank's statement does not bring in by itself."""
        if row.account is not None:
            key = f"funding:{row.pk}:by_hand:{seen}"
            billing.receive(account=row.account, amount=amount, key=key, at=at, note=note)

    @confirmed(
        label=gettext_lazy("Ask for less"),
        will=gettext_lazy(
            "will come to less: a credit note goes out, and a new invoice for what is left"
        ),
        done=gettext_lazy("lowered"),
        reason=_state("invoiced", "paid"),
        form=LowerForm,
        permission="manage",
        alone=True,
    )
    def lower(self, request: Any, row: Pledge, *, at: datetime, amount: Decimal) -> None:
        """A funder leaves, or pledged too much."""
        services.lower(pledge=row, amount=amount, at=at)


@desk.tiles("Projects", Pledge, place=60)
def tiles(at: datetime) -> list[desk.Tile]:
    """Pledges to confirm, and those not paid: two queries."""
    asked = Pledge.objects.asked().count()
    accounts: Any = Account.objects.filter(pledge__isnull=False).with_sums()
    unpaid = accounts.filter(owed__gt=0).count()
    return [
        desk.tile(asked, "pledges to confirm", Pledge, query="confirmed_at__isnull=True&withdrawn_at__isnull=True"),
        desk.tile(unpaid, "pledges to be paid", Pledge, query="account__isnull=False"),
    ]  # fmt: skip
