"""What governing boards decided, what that allocates, and what of it was spent."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.contrib import admin
from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.base.admin import HouseAdmin, HouseInline, ReadOnly, confirmed
from foundation.base.money import show as money
from projects.funding import services
from projects.funding.admin.asking import AllocateForm, CutForm, SpendForm
from projects.funding.models import BudgetLine, FundDecision, SeatVote, Spending


class SpendingInline(ReadOnly, HouseInline[Spending, BudgetLine]):
    """What it was spent on."""

    model = Spending
    fields = ("spent_on", "what", "shown_amount", "recorded_by")
    readonly_fields = ("shown_amount",)
    show_change_link = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Spending]:
        """With the fund, whose currency it is."""
        return super().get_queryset(request).select_related("line__fund", "recorded_by")

    @admin.display(description=gettext_lazy("amount"))
    def shown_amount(self, row: Spending) -> str:
        return money(row.amount, row.line.fund.currency)


class SeatVoteInline(ReadOnly, HouseInline[SeatVote, FundDecision]):
    """Who voted how; the public reads the counts."""

    model = SeatVote
    fields = ("organization", "choice")
    show_change_link = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[SeatVote]:
        """With the names of the funders."""
        return super().get_queryset(request).select_related("organization")


@admin.register(FundDecision)
class FundDecisionAdmin(ReadOnly, HouseAdmin[FundDecision]):
    """Recorded under Funds, never changed; a carried one allocates money."""

    list_display = (
        *("fund", "decided_on", "title", "votes_for", "votes_against", "votes_abstained"),
        *("votes_absent", "votes_recused"),
    )
    inlines = (SeatVoteInline,)
    list_filter = (("fund__project", admin.RelatedOnlyFieldListFilter), "decided_on")
    list_select_related = ("fund__project",)
    found_by = ("title", "fund__project__name")
    search_fields = ("title", "text", "fund__project__name")
    actions = ("allocate",)
    view_on_site = False
    fields = (
        *("fund", "decided_on", "title", "text", "votes_for", "votes_against", "votes_abstained"),
        *("votes_absent", "votes_recused", "recorded_by"),
    )

    def has_manage_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("funding.manage_fund")

    @confirmed(
        label=gettext_lazy("Allocate money"),
        plural=gettext_lazy("Allocate money by the chosen decisions"),
        will=gettext_lazy("will allocate money of what was paid in"),
        done=gettext_lazy("carried out"),
        reason=lambda row: "" if row.is_carried else _("it was not carried."),
        form=AllocateForm,
        permission="manage",
    )
    def allocate(
        self,
        request: Any,
        row: FundDecision,
        *,
        at: datetime,
        name: str,
        year: int,
        amount: Decimal,
    ) -> None:
        """A line of the budget."""
        services.allocate(decision=row, name=name, year=year, amount=amount)


@admin.register(BudgetLine)
class BudgetLineAdmin(ReadOnly, HouseAdmin[BudgetLine]):
    """Allocated by decisions."""

    list_display = ("name", "project", "year", "given", "used", "left")
    list_filter = ("year", ("fund__project", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("fund__project", "decision", "lowered_by")
    found_by = ("name", "fund__project__name")
    search_fields = ("name", "fund__project__name")
    actions = ("spend", "cut")
    view_on_site = False
    inlines = (SpendingInline,)
    fields = ("fund", "decision", "lowered_by", "name", "year", "given", "used", "left")
    export_columns = (
        *("fund__project__name", "fund__currency", "year", "name", "allocated", "spent"),
    )

    @admin.display(description=gettext_lazy("project"), ordering="fund__project__name")
    def project(self, row: BudgetLine) -> str:
        return row.fund.project.name

    @admin.display(description=gettext_lazy("allocated"), ordering="allocated")
    def given(self, row: BudgetLine) -> str:
        return money(row.allocated, row.fund.currency)

    @admin.display(description=gettext_lazy("spent"), ordering="spent")
    def used(self, row: BudgetLine) -> str:
        return money(row.spent, row.fund.currency)

    def has_manage_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("funding.manage_fund")

    @admin.display(description=gettext_lazy("left"), ordering=F("allocated") - F("spent"))
    def left(self, row: BudgetLine) -> str:
        return money(row.left, row.fund.currency)

    @confirmed(
        label=gettext_lazy("Record what was spent"),
        will=gettext_lazy("will have one more expense on record, in public"),
        done=gettext_lazy("has one more expense"),
        form=SpendForm,
        permission="manage",
        alone=True,
    )
    def spend(
        self, request: Any, row: BudgetLine, *, at: datetime, amount: Decimal, spent_on: date,
        what: str,
    ) -> None:  # fmt: skip
        """Never more than was allocated."""
        services.spend(
            line=row, amount=amount, spent_on=spent_on, what=what, by=request.user, at=at
        )

    @confirmed(
        label=gettext_lazy("Take money back"),
        will=gettext_lazy("will be given less; the rest is free to be allocated again"),
        done=gettext_lazy("lowered"),
        reason=lambda row: "" if row.left > 0 else _("all of it is spent."),
        form=CutForm,
        permission="manage",
        alone=True,
    )
    def cut(
        self, request: Any, row: BudgetLine, *, at: datetime, amount: Decimal,
        decision: FundDecision,
    ) -> None:  # fmt: skip
        """What is not spent goes back into the fund, as the governing board decides."""
        services.cut(line=row, decision=decision, amount=amount)


@admin.register(Spending)
class SpendingAdmin(ReadOnly, HouseAdmin[Spending]):
    """Every expense of every fund; recorded on the budget lines."""

    list_display = ("spent_on", "project", "line", "what", "shown_amount", "recorded_by")
    list_filter = (("line__fund__project", admin.RelatedOnlyFieldListFilter), "spent_on")
    list_select_related = ("line__fund__project", "recorded_by")
    found_by = ("what", "line__name")
    search_fields = ("what", "line__name", "line__fund__project__name")
    search_help_text = gettext_lazy("By what it was spent on, budget line or project.")
    date_hierarchy = "spent_on"
    view_on_site = False
    fields = ("line", "shown_amount", "spent_on", "what", "recorded_at", "recorded_by")
    export_columns = (
        *("spent_on", "line__fund__project__name", "line__year", "line__name", "what", "amount"),
        "line__fund__currency",
    )

    @admin.display(description=gettext_lazy("project"), ordering="line__fund__project__name")
    def project(self, row: Spending) -> str:
        return row.line.fund.project.name

    @admin.display(description=gettext_lazy("amount"), ordering="amount")
    def shown_amount(self, row: Spending) -> str:
        return money(row.amount, row.line.fund.currency)
