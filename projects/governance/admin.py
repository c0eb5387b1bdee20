"""Who runs projects, for staff."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from foundation.base import clock, zones
from foundation.base.admin import HouseAdmin, HouseInline
from projects.governance import services
from projects.governance.forms import DocumentForm
from projects.governance.models import Body, Document, Seat


class SeatInline(HouseInline[Seat, Body]):
    """Who sits in it and who did, newest first."""

    model = Seat
    autocomplete_fields = ("account", "organization")
    ordering = ("-span", "name")


class RunningFilter(admin.SimpleListFilter):
    """Terms that run today, are over, or have not begun."""

    title = _("runs")
    parameter_name = "runs"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("now", _("Today")), ("over", _("Over")), ("later", _("Not yet"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        today = zones.day(clock.now())
        if self.value() == "now":
            return queryset.on(today)  # type: ignore[attr-defined]
        if self.value() == "over":
            return queryset.filter(span__endswith__lte=today)
        if self.value() == "later":
            return queryset.filter(span__startswith__gt=today)
        return queryset


@admin.register(Body)
class BodyAdmin(HouseAdmin[Body]):
    """Committees and offices, each with its terms."""

    list_display = ("name", "project", "kind", "sitting", "source")
    list_filter = ("project", "kind")
    list_select_related = ("project",)
    found_by = ("name", "project__name")
    search_fields = ("name", "project__name", "terms__name", "source")
    search_help_text = _("By name, project, or somebody who sits or sat in it.")
    autocomplete_fields = ("project",)
    inlines = (SeatInline,)
    view_on_site = False
    export_columns = ("project__name", "name", "kind", "purpose", "elected_by", "url", "source")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Body]:
        today = zones.day(clock.now())
        seats = Count("terms", filter=Q(terms__span__contains=today), distinct=True)
        return super().get_queryset(request).annotate(seats=seats)

    @admin.display(description=_("people today"), ordering="seats")
    def sitting(self, row: Any) -> int:
        return int(row.seats)


@admin.register(Seat)
class SeatAdmin(HouseAdmin[Seat]):
    """Who sits where, over all projects."""

    list_display = ("name", "role", "body", "organization", "first_day", "last_day", "source")
    list_filter = (RunningFilter, "body__project", "body__kind")
    list_select_related = ("body__project", "organization")
    found_by = ("name", "body__name")
    search_fields = ("name", "body__name", "body__project__name", "organization__name")
    search_help_text = _("By name, body, project or organisation.")
    autocomplete_fields = ("body", "account", "organization")
    view_on_site = False
    export_columns = (
        *("body__project__name", "body__name", "name", "role", "organization__name"),
        *("first_day", "last_day", "source"),
    )

    @admin.display(description=_("since"), ordering="span")
    def first_day(self, row: Seat) -> str:
        return row.span.lower.isoformat() if row.span.lower else ""

    @admin.display(description=_("last day"))
    def last_day(self, row: Seat) -> str:
        return row.until


@admin.register(Document)
class DocumentAdmin(HouseAdmin[Document]):
    """Charters, reports, minutes."""

    form = DocumentForm
    list_display = ("title", "project", "dated_on", "kind")
    list_filter = ("project", "dated_on")
    list_select_related = ("project",)
    found_by = ("title", "project__name")
    search_fields = ("title", "project__name", "url")
    search_help_text = _("By title, project or address.")
    date_hierarchy = "dated_on"
    autocomplete_fields = ("project",)
    fields = ("project", "title", "dated_on", "url", "upload", "file_name")
    readonly_fields = ("file_name",)
    export_columns = ("project__name", "title", "dated_on", "url", "file_name")

    @admin.display(description=_("what it is"))
    def kind(self, row: Document) -> str:
        return "PDF" if row.file_name else str(_("Address"))

    def save_model(self, request: HttpRequest, obj: Document, form: Any, change: bool) -> None:
        """With its file."""
        services.keep(document=obj, upload=form.cleaned_data.get("upload"))
