"""Who does what for a project."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from foundation.base import clock, zones
from foundation.base.admin import HouseAdmin
from projects.ecosystem.models import Tie


class TodayFilter(admin.SimpleListFilter):
    """Ties that hold today, or are over."""

    title = _("today")
    parameter_name = "today"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, str]]:
        return [("yes", str(_("Holds"))), ("no", str(_("Over, or not begun")))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Tie]) -> QuerySet[Tie]:
        day = zones.day(clock.now())
        if self.value() == "yes":
            return queryset.filter(span__contains=day)
        return queryset.exclude(span__contains=day) if self.value() == "no" else queryset


@admin.register(Tie)
class TieAdmin(HouseAdmin[Tie]):
    """Each with where it is said: the source is printed on the page of the forces."""

    list_display = ("organization", "project", "kind", "span", "source")
    list_filter = ("kind", TodayFilter, "project")
    list_select_related = ("organization", "project")
    search_fields = ("organization__name", "project__name", "source")
    search_help_text = _("By organisation, project or source.")
    autocomplete_fields = ("organization", "project")
    view_on_site = False
    export_columns = ("organization__name", "project__name", "kind", "span", "source")
