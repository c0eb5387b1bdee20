"""Funds with their money, and what has to be looked at in each."""

from datetime import date, datetime
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.base import clock, zones
from foundation.base.admin import HouseAdmin, HouseInline, ReadOnly, confirmed, desk, show
from foundation.base.money import show as money
from projects.funding import attention, queries, services
from projects.funding.admin import pledges
from projects.funding.admin.asking import DecisionForm, PledgeForm
from projects.funding.models import BudgetLine, Choice, Fund, FundDecision, FundState, Pledge

STYLES = {
    FundState.PROPOSED: "waiting",
    FundState.OPEN: "valid",
    FundState.CLOSED: "closed",
}


class LineInline(ReadOnly, HouseInline[BudgetLine, Fund]):
    """What is allocated."""

    model = BudgetLine
    fields = ("name", "year", "given", "used", "decision")
    readonly_fields = ("given", "used")

    def get_queryset(self, request: HttpRequest) -> QuerySet[BudgetLine]:
        """With the fund, whose currency it is."""
        return super().get_queryset(request).select_related("fund", "decision")

    @admin.display(description=gettext_lazy("allocated"))
    def given(self, row: BudgetLine) -> str:
        return money(row.allocated, row.fund.currency)

    @admin.display(description=gettext_lazy("spent"))
    def used(self, row: BudgetLine) -> str:
        return money(row.spent, row.fund.currency)


class FundDecisionInline(ReadOnly, HouseInline[FundDecision, Fund]):
    """What the governing board decided."""

    model = FundDecision
    fields = (
        *("decided_on", "title", "votes_for", "votes_against", "votes_abstained"),
        *("votes_absent", "votes_recused"),
    )


class PledgeInline(ReadOnly, HouseInline[Pledge, Fund]):
    """Who pledged; each leads to its buttons."""

    model = Pledge
    fields = ("organization", "promised", "begins_on", "ends_on", "stands")
    readonly_fields = ("promised", "stands")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Pledge]:
        """With what the ledger says was paid."""
        rows = super().get_queryset(request).select_related("organization", "fund__project")
        return rows.prefetch_related("account__entries")

    @admin.display(description=gettext_lazy("amount"))
    def promised(self, row: Pledge) -> str:
        return money(row.amount, row.fund.currency)

    @admin.display(description=gettext_lazy("state"))
    def stands(self, row: Pledge) -> SafeString:
        return pledges.shown_state(row)


class LeftFilter(admin.SimpleListFilter):
    """What is left to allocate."""

    title = gettext_lazy("free")
    parameter_name = "free"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("some", _("Something is free")),
            ("none", _("All is allocated")),
            ("short", _("More is allocated than was paid")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        asked = {"some": {"left__gt": 0}, "none": {"left": 0}, "short": {"left__lt": 0}}
        value = self.value()
        return queryset.filter(**asked[value]) if value in asked else queryset


@admin.register(Fund)
class FundAdmin(HouseAdmin[Fund]):
    """One for each project. Money comes in by pledges and goes out by decisions."""

    list_display = (
        *("project", "shown_state", "pledged", "paid", "allocated", "spent", "free"),
        *("opened_on", "closed_on"),
    )
    list_filter = ("state", LeftFilter, "currency")
    list_select_related = ("project",)
    found_by = ("project__name", "purpose")
    search_fields = ("project__name", "purpose")
    search_help_text = gettext_lazy("By project or a word of the purpose.")
    autocomplete_fields = ("project",)
    readonly_fields = ("state", "opened_on", "closed_on", "money", "matters")
    actions = ("enter_pledge", "open_fund", "decide", "close")
    inlines = (PledgeInline, FundDecisionInline, LineInline)
    fields = (
        *("project", "state", "matters", "money", "purpose", "currency", "committee", "note"),
        *("proposed_on", "opened_on", "closed_on"),
    )
    export_columns = (
        *("project__name", "state", "currency", "pledged", "paid", "allocated", "spent", "free"),
        *("proposed_on", "opened_on", "closed_on"),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Fund]:
        """With its money, in the same query."""
        return queries.with_sums(super().get_queryset(request))

    def has_manage_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("funding.manage_fund")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What was pledged to or decided about stays."""
        is_bare = obj is None or not (obj.pledges.exists() or obj.decisions.exists())
        return is_bare and super().has_delete_permission(request, obj)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """A new fund has no money and nothing to look at."""
        bare = {"state", "matters", "money", "opened_on", "closed_on"}
        return self.fields if obj else [name for name in self.fields if name not in bare]

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        """Nor pledges."""
        return self.inlines if obj else ()

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Project and currency stay once there is a fund: pledges are made in it."""
        return (*self.readonly_fields, *(("project", "currency") if obj else ()))

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def shown_state(self, row: Fund) -> SafeString:
        return show.state(STYLES[FundState(row.state)], row.get_state_display())

    @admin.display(description=gettext_lazy("pledged"), ordering="pledged")
    def pledged(self, row: Any) -> str:
        return money(row.pledged, row.currency)

    @admin.display(description=gettext_lazy("paid"), ordering="paid")
    def paid(self, row: Any) -> str:
        return money(row.paid, row.currency)

    @admin.display(description=gettext_lazy("allocated"), ordering="allocated")
    def allocated(self, row: Any) -> str:
        return money(row.allocated, row.currency)

    @admin.display(description=gettext_lazy("spent"), ordering="spent")
    def spent(self, row: Any) -> str:
        return money(row.spent, row.currency)

    @admin.display(description=gettext_lazy("free"), ordering="left")
    def free(self, row: Any) -> SafeString | str:
        shown = money(row.left, row.currency)
        return show.state("failed", shown) if row.left < 0 else shown

    @admin.display(description=gettext_lazy("money"))
    def money(self, row: Any) -> SafeString | str:
        if row.pk is None:
            return "–"
        told = [row.pledged, row.paid, row.allocated, row.spent, row.left]
        heads = [_("Pledged"), _("Paid"), _("Allocated"), _("Spent"), _("Free")]
        return show.table(heads, [[money(each, row.currency) for each in told]], "")

    @admin.display(description=gettext_lazy("to look at"))
    def matters(self, row: Fund) -> SafeString | str:
        found = attention.of(row, zones.day(clock.now())) if row.pk else []
        told = [
            format_html(
                "<p><strong>{}</strong></p><ul>{}</ul>",
                each.says,
                format_html_join("", "<li>{}</li>", ((way,) for way in each.ways)),
            )
            for each in found
        ]
        return format_html_join("", "{}", ((each,) for each in told)) or _("All is well.")

    @confirmed(
        label=gettext_lazy("Enter a pledge"),
        will=gettext_lazy("will have one more pledge, which waits to be confirmed"),
        done=gettext_lazy("pledged to: confirm it under Pledges"),
        reason=lambda row: _("it is closed.") if row.state == FundState.CLOSED else "",
        form=PledgeForm,
        permission="manage",
        alone=True,
    )
    def enter_pledge(self, request: Any, row: Fund, *, at: datetime, **answers: Any) -> None:
        """One that came by letter or at a meeting; members pledge on their own pages too."""
        services.pledge(fund=row, by=request.user, at=at, **answers)

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
        will=gettext_lazy("will have a decision of its governing board on record, in public"),
        done=gettext_lazy("decided"),
        form=DecisionForm,
        permission="manage",
        alone=True,
    )
    def decide(
        self, request: Any, row: Fund, *, at: datetime, decided_on: date, title: str, text: str,
        votes: dict[int, Choice],
    ) -> None:  # fmt: skip
        """What each funder voted; it is never changed."""
        services.decide(
            fund=row, decided_on=decided_on, title=title, text=text, votes=votes,
            by=request.user, at=at,
        )  # fmt: skip


@desk.tiles("Projects", Fund, place=61)
def tiles(at: datetime) -> list[desk.Tile]:
    """Funds whose money went back after it was allocated: one query."""
    number = queries.with_sums(Fund.objects.all()).filter(left__lt=0).count()
    return [
        desk.tile(number, "funds with more allocated than paid", Fund, "red", query="free=short")
    ]
