"""The results of the standing check, and the tile that tells of the last one."""

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from foundation.base import zones
from foundation.base.admin import HouseAdmin, ReadOnly, desk, show
from members.reports.models import RegisterCheck


class DifferencesFilter(admin.SimpleListFilter):
    """Checks that found something, and those that did not."""

    title = _("result")
    parameter_name = "result"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("differs", _("Differences")), ("equal", _("All equal"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() in {"differs", "equal"}:
            rows = queryset.filter(number=0)
            return rows if self.value() == "equal" else queryset.exclude(number=0)
        return queryset


@admin.register(RegisterCheck)
class RegisterCheckAdmin(ReadOnly, HouseAdmin[RegisterCheck]):
    """Written by the nightly check; nobody edits it."""

    list_display = ("day", "result", "rows", "checked_at")
    list_filter = (DifferencesFilter,)
    search_fields = ("differences",)
    search_help_text = _("By the name of an organisation that differs.")
    date_hierarchy = "day"
    ordering = ("-day",)
    fields = ("day", "result", "rows", "checked_at", "shown_differences")
    export_columns = ("day", "checked_at", "rows", "number", "differences")

    @admin.display(description=_("result"), ordering="number")
    def result(self, row: RegisterCheck) -> SafeString:
        if row.number:
            return show.state("failed", _("%(number)s differences") % {"number": row.number})
        return show.state("paid", _("All equal"))

    @admin.display(description=_("what differs"))
    def shown_differences(self, row: RegisterCheck) -> SafeString:
        return show.table(
            [_("Difference")], [[line] for line in row.differences.splitlines()], str(_("Nothing."))
        )


@desk.tiles("Members", RegisterCheck, place=90)
def tiles(at: datetime) -> list[desk.Tile]:
    """What the last check found, and when it was, if that is long ago: one query."""
    last = RegisterCheck.objects.order_by("-day").first()
    late = "" if last and (zones.day(at) - last.day).days <= 1 else "not checked today"
    number = last.number if last else 0
    label = "differences between site and register"
    return [desk.tile(number, label, RegisterCheck, "red", late)]
