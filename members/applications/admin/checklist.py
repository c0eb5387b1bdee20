"""What is to be done for new members: the tasks, and the lines they are copied from."""

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from foundation.base.admin import HouseAdmin, ReadOnly, confirmed, show
from members.applications.models import ChecklistItem, ChecklistTemplate
from members.applications.services import reviewing


@admin.register(ChecklistTemplate)
class ChecklistTemplateAdmin(HouseAdmin[ChecklistTemplate]):
    """The lines every approval copies; a change concerns the next new member."""

    list_display = ("name", "for_tiers", "position")
    list_editable = ("position",)
    list_filter = ("tiers",)
    found_by = ("name",)
    search_fields = ("name",)
    search_help_text = _("By what is to be done.")
    filter_horizontal = ("tiers",)
    view_on_site = False

    def get_queryset(self, request: HttpRequest) -> Any:
        """With their tiers."""
        return super().get_queryset(request).prefetch_related("tiers")

    @admin.display(description=_("for"))
    def for_tiers(self, row: ChecklistTemplate) -> str:
        return ", ".join(str(tier) for tier in row.tiers.all()) or str(_("all"))


class DoneFilter(admin.SimpleListFilter):
    """Whether it is done."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("open", _("To do")), ("done", _("Done"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() in {"open", "done"}:
            return queryset.filter(done_at__isnull=self.value() == "open")
        return queryset


def _done(row: ChecklistItem) -> str:
    return str(_("it is done.")) if row.done_at else ""


def _not_done(row: ChecklistItem) -> str:
    return "" if row.done_at else str(_("it is not done."))


@admin.register(ChecklistItem)
class ChecklistItemAdmin(ReadOnly, HouseAdmin[ChecklistItem]):
    """Tick what is done, for one new member or for many."""

    list_display = ("name", "member", "tier", "shown_done", "done_by")
    list_filter = (DoneFilter, "name", "application__tier")
    list_select_related = ("application__tier", "done_by")
    found_by = ("name", "application__name")
    search_fields = ("name", "application__name", "application__reference")
    search_help_text = _("By what is to be done, the organisation or the reference.")
    ordering = ("application", "position", "pk")
    actions = ("tick", "untick")
    view_on_site = False
    fields = ("name", "member", "tier", "shown_done", "done_by")
    export_columns = ("application__name", "application__tier__name", "name", "done_at", "done_by")

    def has_tick_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("applications.change_checklistitem")

    def named(self, row: ChecklistItem) -> str:
        """What for whom."""
        return f"{row.application.name}: {row.name}"

    @admin.display(description=_("organisation"), ordering="application__name")
    def member(self, row: ChecklistItem) -> SafeString:
        url = reverse("admin:applications_application_change", args=[row.application_id])
        return show.link(url, row.application.name)

    @admin.display(description=_("tier"), ordering="application__tier")
    def tier(self, row: ChecklistItem) -> str:
        return str(row.application.tier)

    @admin.display(description=_("done"), ordering="done_at")
    def shown_done(self, row: ChecklistItem) -> SafeString | str:
        return show.at(row.done_at) if row.done_at else show.state("waiting", _("To do"))

    @confirmed(
        label=_("Done"),
        plural=_("Say that the chosen tasks are done"),
        will=_("will be marked as done"),
        done=_("done"),
        reason=_done,
        permission="tick",
    )
    def tick(self, request: Any, row: ChecklistItem, *, at: datetime) -> None:
        """It is done."""
        reviewing.tick(item=row, done=True, by=request.user, at=at)

    @confirmed(
        label=_("Not done after all"),
        plural=_("Say that the chosen tasks are not done after all"),
        will=_("will be to do again"),
        done=_("to do again"),
        reason=_not_done,
        permission="tick",
    )
    def untick(self, request: Any, row: ChecklistItem, *, at: datetime) -> None:
        """It is to be done again."""
        reviewing.tick(item=row, done=False, by=request.user, at=at)
