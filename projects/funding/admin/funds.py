"""Funds, what their governing boards decided, and what that allocates."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.base.admin import (
    HouseAdmin,
    HouseInline,
    ReadOnly,
    confirmed,
    show,
)
from foundation.base.money import show as money
from projects.funding import queries, services
from projects.funding.admin.asking import AllocateForm, DecisionForm, SpendForm
from projects.funding.models import BudgetLine, Fund, FundDecision, FundState

STYLES = {
    FundState.PROPOSED: "waiting",
    FundState.OPEN: "valid",
    FundState.CLOSED: "closed",
}


class LineInline(ReadOnly, HouseInline[BudgetLine, Fund]):
    """What is allocated."""

    model = BudgetLine
    fields = ("name", "year", "allocated", "spent", "decision")


class FundDecisionInline(ReadOnly, HouseInline[FundDecision, Fund]):
    """What the governing board decided."""

    model = FundDecision
    fields = ("decided_on", "title", "votes_for", "votes_against", "votes_abstained")


@admin.register(Fund)
class FundAdmin(HouseAdmin[Fund]):
    """One for each project. Money comes in by pledges and goes out by decisions."""

    list_display = ("project", "shown_state", "currency", "proposed_on", "opened_on", "closed_on")
    list_filter = ("state", "currency")
    list_select_related = ("project",)
    search_fields = ("project__name", "purpose")
    search_help_text = gettext_lazy("By project or a word of the purpose.")
    autocomplete_fields = ("project",)
    readonly_fields = ("state", "opened_on", "closed_on", "money")
    actions = ("open_fund", "close", "decide")
    inlines = (FundDecisionInline, LineInline)
    fields = (
        *("project", "state", "purpose", "currency", "committee", "note", "proposed_on"),
        *("opened_on", "closed_on", "money"),
    )

    def has_manage_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("funding.manage_fund")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Project and currency stay once there is a fund: pledges are made in it."""
        return (*self.readonly_fields, *(("project", "currency") if obj else ()))

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def shown_state(self, row: Fund) -> SafeString:
        return show.state(STYLES[FundState(row.state)], row.get_state_display())

    @admin.display(description=gettext_lazy("money"))
    def money(self, row: Fund) -> SafeString | str:
        if row.pk is None:
            return "–"
        sums = queries.sums(row)
        told = [sums.pledged, sums.paid, sums.allocated, sums.spent]
        heads = [_("Pledged"), _("Paid"), _("Allocated"), _("Spent")]
        return show.table(heads, [[money(each, row.currency) for each in told]], "")

    @confirmed(
        label=gettext_lazy("Open it"),
        plural=gettext_lazy("Open the chosen funds"),
        will=gettext_lazy("will be open; each needs a confirmed pledge of a Platinum member"),
        done=gettext_lazy("open"),
        reason=lambda row: "" if row.state == FundState.PROPOSED else _("it is not proposed."),
        permission="manage",
    )
    def open_fund(self, request: Any, row: Fund, *, at: datetime) -> None:
        """Invoices can be written."""
        services.open_fund(fund=row, at=at)

    @confirmed(
        label=gettext_lazy("Close it"),
        plural=gettext_lazy("Close the chosen funds"),
        will=gettext_lazy("will take no pledges any more"),
        done=gettext_lazy("closed"),
        reason=lambda row: _("it is closed.") if row.state == FundState.CLOSED else "",
        permission="manage",
    )
    def close(self, request: Any, row: Fund, *, at: datetime) -> None:
        """No pledges any more."""
        services.close(fund=row, at=at)

    @confirmed(
        label=gettext_lazy("Record a decision"),
        plural=gettext_lazy("Record a decision of the chosen funds"),
        will=gettext_lazy("will have a decision of its governing board on record, in public"),
        done=gettext_lazy("decided"),
        form=DecisionForm,
        permission="manage",
    )
    def decide(
        self, request: Any, row: Fund, *, at: datetime, decided_on: date, title: str, text: str,
        votes_for: int, votes_against: int, votes_abstained: int,
    ) -> None:  # fmt: skip
        """What the funders voted; it is never changed."""
        votes = (votes_for, votes_against, votes_abstained)
        services.decide(
            fund=row, decided_on=decided_on, title=title, text=text, votes=votes,
            by=request.user, at=at,
        )  # fmt: skip


@admin.register(FundDecision)
class FundDecisionAdmin(ReadOnly, HouseAdmin[FundDecision]):
    """Recorded under Funds, never changed; a carried one allocates money."""

    list_display = ("fund", "decided_on", "title", "votes_for", "votes_against", "votes_abstained")
    list_filter = (("fund__project", admin.RelatedOnlyFieldListFilter), "decided_on")
    list_select_related = ("fund__project",)
    search_fields = ("title", "text", "fund__project__name")
    actions = ("allocate",)
    view_on_site = False
    fields = (
        *("fund", "decided_on", "title", "text", "votes_for", "votes_against", "votes_abstained"),
        "recorded_by",
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

    list_display = ("name", "project", "year", "given", "used")
    list_filter = ("year", ("fund__project", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("fund__project", "decision")
    search_fields = ("name", "fund__project__name")
    actions = ("spend",)
    view_on_site = False
    fields = ("fund", "decision", "name", "year", "given", "used")
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

    @confirmed(
        label=gettext_lazy("Record what was spent"),
        plural=gettext_lazy("Record what was spent of the chosen lines"),
        will=gettext_lazy("will have more spent"),
        done=gettext_lazy("changed"),
        form=SpendForm,
        permission="manage",
    )
    def spend(self, request: Any, row: BudgetLine, *, at: datetime, amount: Decimal) -> None:
        """Never more than was allocated."""
        services.spend(line=row, amount=amount)
