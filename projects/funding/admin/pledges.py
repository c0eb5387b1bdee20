"""Pledges to confirm and to invoice."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
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
from foundation.billing.models import Account
from projects.funding import services
from projects.funding.models import Pledge


def _state(*states: str) -> Any:
    """Why a pledge is not at one of `states`."""

    def reason(row: Pledge) -> str:
        state, name = row.state()
        return "" if state in states else _("it is at “%(state)s”.") % {"state": name}

    return reason


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
        "reference",
    )
    list_filter = (
        ("fund__project", admin.RelatedOnlyFieldListFilter),
        "confirmed_at",
        "withdrawn_at",
    )
    list_select_related = ("organization", "fund__project", "account")
    search_fields = ("organization__name", "fund__project__name", "account__reference")
    search_help_text = gettext_lazy("By organisation, project or reference of the account.")
    actions = ("confirm", "invoice", "withdraw")
    view_on_site = False
    fields = (
        *("fund", "organization", "promised", "begins_on", "ends_on", "pledged_on", "pledged_by"),
        *("confirmed_at", "withdrawn_at", "shown", "reference"),
    )
    export_columns = (
        *("fund__project__name", "organization__name", "amount", "fund__currency", "begins_on"),
        *("ends_on", "shown", "reference"),
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
        owed = sum((each.amount for each in row.account.entries.all()), Decimal(0)) if row.account else None  # fmt: skip
        value, label = row.state(row.amount if owed is not None and owed <= 0 else None)
        styles = {"asked": "waiting", "invoiced": "pending", "paid": "paid"}
        return show.state(styles.get(value, "closed"), label)

    @admin.display(description=gettext_lazy("reference"))
    def reference(self, row: Pledge) -> str:
        return row.account.reference if row.account else "–"

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
